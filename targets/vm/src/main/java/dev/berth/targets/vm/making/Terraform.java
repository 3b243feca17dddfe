package dev.berth.targets.vm.making;

import dev.berth.targets.api.TargetTroubleException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs the program. What it says goes to a file, so that it lives on and ends its work in order
 * when the one who has started it is killed; whoever comes next finds it by its session.
 */
final class Terraform {

  /** The program's own settings, in a working folder. */
  static final String SETTINGS = "mirror.tfrc";

  private static final String SESSION = "session";
  private static final String SAID = "said.jsonl";
  private static final Duration BRIEF = Duration.ofSeconds(30);
  private static final Duration GRACE = Duration.ofSeconds(60);

  /** Written by the leader itself before it becomes Terraform: no moment without it. */
  private static final String LEAD =
      "read -r stat </proc/$$/stat; printf '%s\\n' \"$stat\" >" + SESSION + "; exec \"$@\"";

  private final MakingSettings settings;

  Terraform(MakingSettings settings) {
    this.settings = settings;
  }

  /** How a run has ended: with 0, and what it said. */
  record Ended(boolean well, Said said) {}

  /** Gets modules and plug-ins there. */
  Ended init(Path folder, @Nullable String workspace) throws TargetTroubleException {
    return run(
        folder,
        workspace,
        settings.applyTimeout(),
        List.of("init", "-input=false", "-no-color", "-lock-timeout=0s"));
  }

  /** Makes it as the folder's configuration says. */
  Ended apply(Path folder, @Nullable String workspace, Duration timeout)
      throws TargetTroubleException {
    return run(
        folder,
        workspace,
        timeout,
        List.of("apply", "-auto-approve", "-input=false", "-json", "-lock-timeout=10s"));
  }

  /** Tells its version. */
  Ended version(Path folder) throws TargetTroubleException {
    return run(folder, null, BRIEF, List.of("version", "-json"));
  }

  /** Whether the configuration there is sound; it asks no provider. */
  Ended validate(Path folder) throws TargetTroubleException {
    return run(folder, null, settings.findTimeout(), List.of("validate", "-json"));
  }

  /** What it would make, without making it. */
  Ended plan(Path folder) throws TargetTroubleException {
    return run(
        folder,
        null,
        settings.findTimeout(),
        List.of("plan", "-input=false", "-json", "-lock=false"));
  }

  /** Lists a backend's workspaces. */
  Ended workspaces(Path folder) throws TargetTroubleException {
    return run(folder, null, settings.findTimeout(), List.of("workspace", "list", "-no-color"));
  }

  /**
   * Destroys all that the folder's state knows. What of it stands in the configuration has its
   * destroy-time provisioners run.
   */
  Ended destroy(Path folder, @Nullable String workspace, Duration timeout)
      throws TargetTroubleException {
    return run(
        folder,
        workspace,
        timeout,
        List.of(
            "apply", "-destroy", "-auto-approve", "-input=false", "-json", "-lock-timeout=10s"));
  }

  /** Takes a lock away from somebody who is dead. */
  Ended unlock(Path folder, @Nullable String workspace, String lock) throws TargetTroubleException {
    return run(folder, workspace, settings.findTimeout(), List.of("force-unlock", "-force", lock));
  }

  /** Removes a backend's workspace whose state has nothing any more. */
  Ended forget(Path folder, String workspace) throws TargetTroubleException {
    return run(
        folder,
        null,
        settings.findTimeout(),
        List.of("workspace", "delete", "-no-color", workspace));
  }

  /** The session of the last run there; empty if none was begun. */
  static Optional<Session> session(Path folder) throws IOException {
    Path file = folder.resolve(SESSION);
    return Files.exists(file) ? Session.parse(Files.readString(file)) : Optional.empty();
  }

  /** What the last run there has said so far. */
  static Said said(Path folder) throws IOException {
    Path file = folder.resolve(SAID);
    return Files.exists(file) ? Said.of(Files.readAllLines(file)) : new Said(List.of());
  }

  /** All that the last run there has printed. */
  static String printed(Path folder) throws IOException {
    Path file = folder.resolve(SAID);
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private Ended run(
      Path folder, @Nullable String workspace, Duration timeout, List<String> arguments)
      throws TargetTroubleException {
    List<String> words =
        new ArrayList<>(List.of("setsid", "/bin/sh", "-c", LEAD, "sh", settings.program()));
    words.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(SAID).toFile());
    environment(builder.environment(), folder, workspace);
    try {
      endRest(folder);
      Files.deleteIfExists(folder.resolve(SESSION));
      Process process = builder.start();
      try {
        if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
          stop(folder);
          throw new TargetTroubleException(
              "%s %s did not end within %s; last it said: %s"
                  .formatted(
                      settings.program(), arguments.getFirst(), timeout, said(folder).progress()));
        }
      } catch (InterruptedException e) {
        // It lives on: whoever asks next waits for it.
        Thread.currentThread().interrupt();
        throw new TargetTroubleException(settings.program() + " was no longer waited for", e);
      }
      endRest(folder);
      return new Ended(process.exitValue() == 0, said(folder));
    } catch (IOException e) {
      throw new TargetTroubleException(settings.program() + " cannot be run", e);
    }
  }

  /** Plug-ins that have lost their Terraform: nobody keeps what they make. */
  private static void endRest(Path folder) throws IOException {
    Optional<Session> session = session(folder);
    if (session.isPresent() && !session.get().leads()) {
      session.get().kill();
    }
  }

  /**
   * Stops what runs there: in order if it obeys, else at once.
   *
   * @return whether it had ended, or ended in order
   */
  static boolean stop(Path folder) throws IOException {
    Optional<Session> session = session(folder);
    if (session.isEmpty() || session.get().members().isEmpty()) {
      return true;
    }
    boolean led = session.get().leads();
    session.get().interrupt();
    if (led && session.get().ends(GRACE)) {
      return true;
    }
    session.get().kill();
    session.get().ends(GRACE);
    return false;
  }

  /** Stops what runs in any folder of that one. */
  static void stopAll(Path parent) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent)) {
      for (Path folder : folders) {
        stop(folder);
      }
    }
  }

  private void environment(
      Map<String, String> environment, Path folder, @Nullable String workspace) {
    environment.put("TF_IN_AUTOMATION", "1");
    environment.put("TF_INPUT", "0");
    environment.put("CHECKPOINT_DISABLE", "1");
    environment.remove("TF_CLI_ARGS");
    environment.remove("TF_WORKSPACE");
    environment.remove("TF_DATA_DIR");
    if (workspace != null) {
      environment.put("TF_WORKSPACE", workspace);
    }
    if (settings.mirror() != null) {
      environment.put("TF_CLI_CONFIG_FILE", folder.resolve(SETTINGS).toString());
    }
  }
}
