package dev.berth.targets.vm;

import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.CheckOutcome.Failed;
import dev.berth.targets.api.CheckOutcome.Passed;
import dev.berth.targets.ssh.Words;
import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.remote.Facts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether hosts have the Ray that attempts need: the program, what its jobs interface needs, and
 * everywhere the same version of it and of Python, without which its nodes refuse each other.
 */
final class RayCheck {

  /** The first version that asks for a token. */
  private static final int[] TOKENS = {2, 52};

  private static final String REMEDY =
      "install ray[default] there, name its environment's folder by ray, or leave ray out of the target's runtimes";

  /** What {@code ray/dashboard/optional_deps.py} imports: without it there is no jobs interface. */
  private static final String LOOK =
      """
      command -v ray >/dev/null || exit 0
      python3 -c '
      import sys
      from importlib import metadata, util
      try:
          ray = metadata.version("ray")
      except metadata.PackageNotFoundError:
          ray = "none"
      needed = "aiohttp aiohttp_cors grpc opencensus opentelemetry prometheus_client pydantic".split()
      missing = [one for one in needed if util.find_spec(one) is None]
      print("ray", " ".join([ray, "%d.%d.%d" % sys.version_info[:3], *missing]), sep="\\t")'
      """;

  private RayCheck() {}

  /**
   * Lines of a shell, which print what {@link #outcome} reads.
   *
   * @param ray the folder of a Python environment; null if Ray is in the {@code PATH}
   */
  static String look(@Nullable String ray) {
    String path = ray == null ? "" : "PATH=%s:$PATH\n".formatted(Words.quoted(ray + "/bin"));
    return "(\n" + path + LOOK + ")\n";
  }

  /**
   * What came of it.
   *
   * @param heard what hosts have printed
   */
  static CheckOutcome outcome(Map<Machine, Facts> heard) {
    List<String> without = new ArrayList<>();
    List<String> partly = new ArrayList<>();
    Map<String, List<String>> versions = new LinkedHashMap<>();
    heard.forEach((host, said) -> {
      String[] words = said.first("ray").orElse("none").split(" ");
      if (words.length < 2 || words[0].equals("none")) {
        without.add(host.name());
      } else if (words.length > 2) {
        partly.add(
            "%s: %s"
                .formatted(
                    host.name(), String.join(", ", List.of(words).subList(2, words.length))));
      } else {
        versions
            .computeIfAbsent(
                "%s with Python %s".formatted(words[0], words[1]), _ -> new ArrayList<>())
            .add(host.name());
      }
    });
    if (!without.isEmpty()) {
      return new Failed(
          "there is no Ray, or its Python does not know it, on " + String.join(", ", without),
          REMEDY);
    }
    if (!partly.isEmpty()) {
      return new Failed(
          "what Ray's jobs interface needs is missing: " + String.join("; ", partly), REMEDY);
    }
    if (versions.size() > 1) {
      return new Failed(
          "Ray's nodes refuse each other: "
              + versions.entrySet().stream()
                  .map(one -> "%s on %s".formatted(one.getKey(), String.join(", ", one.getValue())))
                  .collect(Collectors.joining("; ")),
          "install the same version of Ray under the same version of Python everywhere");
    }
    String version = versions.keySet().iterator().next();
    return new Passed(
        "every host has Ray %s%s"
            .formatted(
                version,
                asksForTokens(version)
                    ? ""
                    : "; it takes orders from whoever reaches it: before 2.52 it knows no token"));
  }

  private static boolean asksForTokens(String version) {
    String[] parts = version.split("[^0-9]+");
    for (int i = 0; i < TOKENS.length && i < parts.length; i++) {
      int part = parts[i].matches("\\d{1,6}") ? Integer.parseInt(parts[i]) : 0;
      if (part != TOKENS[i]) {
        return part > TOKENS[i];
      }
    }
    return true;
  }
}
