package dev.berth.targets.vm.standing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * That an attempt has hosts, as it is written on them. All of them have the same text, but for its
 * first line, which says what of that host it takes.
 *
 * @param hosts the host of each worker, by name, in the workers' order
 * @param cpus of one worker
 * @param memoryMiB of one worker
 * @param accelerators of one worker
 * @param labels as the machines' would be
 */
record Claim(
    List<String> hosts, double cpus, long memoryMiB, int accelerators, Map<String, String> labels) {

  private static final String LABEL = "label ";

  Claim {
    hosts = List.copyOf(hosts);
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
  }

  /** As it stands on that host. */
  String text(String host) {
    long here = hosts.stream().filter(host::equals).count();
    StringBuilder text = new StringBuilder();
    text.append("%s %d %d\n".formatted(here * cpus, here * memoryMiB, here * accelerators));
    text.append("hosts %s\n".formatted(String.join(" ", hosts)));
    text.append("worker %s %d %d\n".formatted(cpus, memoryMiB, accelerators));
    labels.forEach((key, value) -> text.append(LABEL + "%s=%s\n".formatted(key, value)));
    return text.toString();
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Claim parse(byte[] text) {
    List<String> hosts = new ArrayList<>();
    Map<String, String> labels = new TreeMap<>();
    String[] worker = {};
    for (String line : new String(text, StandardCharsets.UTF_8).lines().skip(1).toList()) {
      if (line.startsWith("hosts ")) {
        hosts.addAll(List.of(line.substring("hosts ".length()).split(" ")));
      } else if (line.startsWith("worker ")) {
        worker = line.substring("worker ".length()).split(" ");
      } else if (line.startsWith(LABEL) && line.indexOf('=') > 0) {
        int equals = line.indexOf('=');
        labels.put(line.substring(LABEL.length(), equals), line.substring(equals + 1));
      }
    }
    if (hosts.isEmpty() || worker.length != 3) {
      throw new IllegalArgumentException("a claim of %d bytes is not whole".formatted(text.length));
    }
    return new Claim(
        hosts,
        Double.parseDouble(worker[0]),
        Long.parseLong(worker[1]),
        Integer.parseInt(worker[2]),
        labels);
  }
}
