package dev.berth.targets.process;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.DeploymentModel;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.Json;
import dev.berth.contracts.Observation;
import dev.berth.contracts.TargetId;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.DriverSettings;
import dev.berth.targets.api.NativeAttempt;
import dev.berth.targets.api.NodeShape;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.Target;
import dev.berth.targets.api.TargetTroubleException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pool in a folder, and jobs for it.
 *
 * @param folder the pool's
 * @param slots how many jobs of one core it holds
 */
record TestPool(Path folder, int slots) {

  Driver driver() {
    return driver(Map.of());
  }

  Driver driver(Map<String, String> more) {
    return driver(more, Clock.systemUTC());
  }

  Driver driver(Map<String, String> more, Clock clock) {
    Map<String, String> settings =
        new HashMap<>(Map.of("directory", folder.toString(), "grace", "PT2S"));
    settings.putAll(more);
    return new ProcessDriver(target(settings), System.getenv(), clock);
  }

  Target target(Map<String, String> settings) {
    return new Target(
        new TargetId("pool"),
        DeploymentModel.VIRTUAL_MACHINES,
        "process",
        new DriverSettings("process", settings),
        List.of(),
        List.of(new NodeShape("slot", 1, 1024, null, slots, null, null)),
        List.of(),
        List.of(),
        List.of(),
        slots);
  }

  void clear() throws TargetTroubleException {
    Driver driver = driver();
    for (NativeAttempt found : driver.find()) {
      driver.release(found.attempt());
    }
  }

  Path attempt(String id) {
    return folder.resolve("attempts").resolve(id);
  }

  static Optional<Observation> seen(Driver driver, String attempt) throws TargetTroubleException {
    return driver.find().stream()
        .filter(found -> found.attempt().toString().equals(attempt))
        .map(NativeAttempt::observation)
        .findFirst();
  }

  static String log(Driver driver, String attempt, boolean follow) throws Exception {
    try (var in = driver.logs(AttemptId.parse(attempt), follow).orElseThrow()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static Submission submission(String job, String script) {
    return submission(job, script, Map.of());
  }

  /** A shell script, with further fields of its spec. */
  static Submission submission(String job, String script, Map<String, Object> more) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("id", job);
    fields.put("runtime", "command");
    fields.put("entrypoint", "/bin/sh");
    fields.put("arguments", List.of("-c", script));
    fields.put("resources", Map.of("cpus", 1, "memoryMiB", 64));
    fields.putAll(more);
    return new Submission(new JobId(job).attempt(1), spec(fields), false, null);
  }

  /** As a decision brings it: the schema was asked when the job was requested, not again. */
  private static JobSpec spec(Map<String, Object> fields) {
    return Json.mapper().convertValue(fields, JobSpec.class);
  }

  static boolean processesOf(String attempt) throws IOException {
    try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        try {
          if (Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1)
              .contains("BERTH_ATTEMPT=" + attempt + '\0')) {
            return true;
          }
        } catch (IOException e) {
          // Gone meanwhile, or somebody else's.
        }
      }
    }
    return false;
  }
}
