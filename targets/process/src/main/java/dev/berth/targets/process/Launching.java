package dev.berth.targets.process;

import dev.berth.contracts.JobSpec;
import dev.berth.targets.api.Submission;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Starts workers: each a session of its own, that knows nothing of Berth's process. */
final class Launching {

  /** What programs get of Berth's own environment; the rest is none of their business. */
  static final List<String> PASSED_ON =
      List.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR", "JAVA_HOME");

  private static final String SCRIPT = "worker.sh";

  private final PoolSettings settings;
  private final Map<String, String> own;

  /**
   * @param own Berth's own environment
   */
  Launching(PoolSettings settings, Map<String, String> own) {
    this.settings = settings;
    this.own = own;
  }

  /** Starts a worker; if it has been started before, the new one sees that and ends at once. */
  void start(Submission submission, AttemptFolder folder, int rank, int worldSize)
      throws IOException {
    WorkerFolder worker = folder.worker(rank);
    Path script = folder.path().resolve(SCRIPT);
    CheckpointPlace checkpoints = checkpoints(submission.spec());
    if (checkpoints.path().isPresent()) {
      Files.createDirectories(checkpoints.path().get());
    }
    List<String> command = new ArrayList<>();
    // --fork: should Berth's process itself lead a group, setsid would else refuse or not return.
    command.addAll(
        List.of("setsid", "--fork", "/bin/sh", script.toString(), worker.path().toString()));
    command.add(submission.spec().entrypoint());
    command.addAll(submission.spec().arguments());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(settings.workdir().toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(worker.path().resolve("launch").toFile()))
            .redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment(submission, rank, worldSize));
    try {
      int code = builder.start().waitFor();
      if (code != 0) {
        throw new IOException("setsid ended with exit code " + code);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  static byte[] script() {
    try (InputStream in = Launching.class.getResourceAsStream(SCRIPT)) {
      if (in == null) {
        throw new IllegalStateException(SCRIPT + " is not on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(SCRIPT, e);
    }
  }

  static void prepare(Path folder, int workers) throws IOException {
    Files.write(folder.resolve(SCRIPT), script());
    for (int rank = 0; rank < workers; rank++) {
      Files.createDirectory(folder.resolve("worker-" + rank));
    }
  }

  /** All that a worker finds in its environment. */
  Map<String, String> environment(Submission submission, int rank, int worldSize) {
    Map<String, String> environment = new TreeMap<>();
    for (String name : PASSED_ON) {
      String value = own.get(name);
      if (value != null) {
        environment.put(name, value);
      }
    }
    environment.putAll(submission.spec().environment());
    environment.put("BERTH_JOB", submission.attempt().job().value());
    environment.put("BERTH_ATTEMPT", submission.attempt().toString());
    environment.put("BERTH_POOL", settings.directory().toString());
    environment.put("BERTH_CHECKPOINT_DIR", checkpoints(submission.spec()).text());
    environment.put("BERTH_RESUMED", Boolean.toString(submission.resumed()));
    environment.put("BERTH_RANK", Integer.toString(rank));
    environment.put("BERTH_WORLD_SIZE", Integer.toString(worldSize));
    if (submission.traceparent() != null) {
      environment.put("TRACEPARENT", submission.traceparent());
    }
    return environment;
  }

  private CheckpointPlace checkpoints(JobSpec spec) {
    return CheckpointPlace.of(spec, settings.workdir().toString())
        .orElseGet(() -> CheckpointPlace.folder(settings.checkpoints().resolve(spec.id().value())));
  }

  /** Tells the processes of one attempt, those that left its sessions too, by their environment. */
  static boolean belongs(byte[] environ, AttemptFolder folder, PoolSettings settings) {
    String text = '\0' + new String(environ, StandardCharsets.UTF_8);
    return text.contains("\0BERTH_ATTEMPT=" + folder.attempt() + '\0')
        && text.contains("\0BERTH_POOL=" + settings.directory() + '\0');
  }
}
