package dev.berth.targets.kubernetes.ray;

import dev.berth.contracts.JobId;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobSpecReader;
import dev.berth.contracts.Json;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.FleetFile;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.Target;
import dev.berth.targets.kubernetes.KubernetesDriverProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A real Ray head, as {@code testing/live/ray/head} starts it. */
final class LiveHead implements AutoCloseable {

  static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  private final Path folder;
  private String address = "";

  LiveHead() throws IOException {
    // Short, because Ray's sockets are in it.
    folder = Files.createTempDirectory(Path.of("/tmp"), "berth-ray");
    start();
  }

  void start() throws IOException {
    address = run("start").strip();
  }

  void kill() throws IOException {
    run("kill");
  }

  Path folder() {
    return folder;
  }

  /** The program of the examples. */
  static List<String> training(String... options) {
    List<String> words = new java.util.ArrayList<>(List.of(ROOT + "/examples/ray/train.py"));
    words.addAll(List.of(options));
    return words;
  }

  Driver driver() throws Exception {
    return driver(token());
  }

  String token() {
    return "ray-token-file: " + folder.resolve("token");
  }

  Driver driver(String more) throws Exception {
    return new KubernetesDriverProvider().open(target(more));
  }

  Target target(String more) throws Exception {
    String fleet =
        """
        targets:
          - id: standing
            model: self-hosted-kubernetes
            dialect: kubeadm
            driver:
              kind: kubernetes
              settings: {ray-address: "%s", checkpoints: "%s/checkpoints", grace: PT1S, poll: PT0.2S, %s}
            runtimes: [ray]
            nodes: [{name: head, cpus: 2, memoryMiB: 4096, maximum: 1}]
        """
            .formatted(address, folder, more);
    return FleetFile.parse(fleet, "live").targets().getFirst();
  }

  static Submission python(String job, int attempt, List<String> arguments) {
    return submission(job, attempt, Map.of("entrypoint", "python", "arguments", arguments));
  }

  static Submission shell(String job, String line) {
    return submission(job, 1, Map.of("entrypoint", "sh", "arguments", List.of("-c", line)));
  }

  static Submission submission(String job, int attempt, Map<String, Object> more) {
    Map<String, Object> fields = new HashMap<>(more);
    fields.put("id", job);
    JobSpec spec =
        switch (JobSpecReader.read(Json.mapper().valueToTree(fields))) {
          case JobSpecReader.Valid valid -> valid.spec();
          case JobSpecReader.Invalid invalid -> throw new AssertionError(invalid);
        };
    return new Submission(new JobId(job).attempt(attempt), spec, attempt > 1, TRACEPARENT);
  }

  private String run(String verb) throws IOException {
    Process process =
        new ProcessBuilder(ROOT + "/testing/live/ray/head", verb, folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    // It has closed its output, so it is done.
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException("testing/live/ray/head " + verb + " failed");
    }
    return said;
  }

  @Override
  public void close() throws IOException {
    run("destroy");
  }
}
