package dev.berth.targets.vm.settingup;

import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.CheckOutcome.Failed;
import dev.berth.targets.api.CheckOutcome.Passed;
import dev.berth.targets.api.CheckOutcome.Skipped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks whether what makes machines ready is there, as far as this machine has it. */
public final class SetUpChecks {

  private SetUpChecks() {}

  /** What came of looking. */
  public static CheckOutcome outcome(SetUpSettings settings) {
    Path path = settings.path();
    if (path != null && !Files.isReadable(path)) {
      return new Failed(
          "set-up-path %s cannot be read".formatted(path),
          "mend set-up-path, or the file's owner and mode");
    }
    return switch (settings.tool()) {
      case NONE -> new Skipped("set-up is none: the image has all that attempts need");
      case CLOUD_INIT -> new Skipped("cloud-init runs on the machines: their image must have it");
      case ANSIBLE -> ansible(settings);
      case PUPPET -> onMachines("Puppet", path);
      case CHEF -> onMachines("Chef's client, or Cinc's,", path);
    };
  }

  private static CheckOutcome onMachines(String tool, @Nullable Path path) {
    String what = path == null ? "what comes with Berth" : path.toString();
    return new Skipped(
        "%s runs on the machines, with %s: the image, or the host that stands, must have it"
            .formatted(tool, what));
  }

  private static CheckOutcome ansible(SetUpSettings settings) {
    String program = settings.program();
    String remedy =
        "install ansible-core where the provisioner runs, or name ansible-playbook by set-up-program";
    try {
      Ran version = run(List.of(program, "--version"));
      if (version.code != 0) {
        return new Failed("%s --version: %s".formatted(program, version.text), remedy);
      }
      String told = version.text.lines().findFirst().orElse(program);
      if (settings.path() == null) {
        return new Passed("%s, with the role that comes with Berth".formatted(told));
      }
      Ran syntax = run(List.of(program, "--syntax-check", settings.path().toString()));
      return syntax.code == 0
          ? new Passed("%s, with %s".formatted(told, settings.path()))
          : new Failed(
              "%s does not parse: %s"
                  .formatted(settings.path(), syntax.text.replaceAll("\\s*\\R\\s*", " ")),
              "mend the playbook until ansible-playbook --syntax-check takes it");
    } catch (IOException e) {
      return new Failed("%s cannot be run: %s".formatted(program, e.getMessage()), remedy);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Failed(program + " was no longer waited for", "run it again");
    }
  }

  private record Ran(int code, String text) {}

  private static Ran run(List<String> words) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true);
    builder.environment().put("ANSIBLE_NOCOLOR", "1");
    builder.environment().putIfAbsent("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), text.strip());
  }
}
