package dev.berth.targets.vm.settingup;

import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.CheckOutcome.Failed;
import dev.berth.targets.api.CheckOutcome.Passed;
import dev.berth.targets.ssh.Ran;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whether Ansible is here, and takes the playbook; both kinds of machines are set up from here. */
final class AnsibleCheck {

  /** Python alone may take seconds to start on a machine that has much to do. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final String REMEDY =
      "install ansible-core where the provisioner runs, or name ansible-playbook by set-up-program";

  private AnsibleCheck() {}

  static CheckOutcome outcome(SetUpSettings settings) {
    String program = settings.program();
    try {
      Ran version = run(program, "--version");
      if (version.code() != 0) {
        return new Failed("%s --version: %s".formatted(program, said(version)), REMEDY);
      }
      String told = version.out().lines().findFirst().orElse(program);
      Path playbook = settings.path();
      if (playbook == null) {
        return new Passed("%s, with the role that comes with Berth".formatted(told));
      }
      Ran syntax = run(program, "--syntax-check", playbook.toString());
      return syntax.code() == 0
          ? new Passed("%s, with %s".formatted(told, playbook))
          : new Failed(
              "%s does not parse: %s".formatted(playbook, said(syntax)),
              "mend the playbook until ansible-playbook --syntax-check takes it");
    } catch (IOException e) {
      return new Failed("%s cannot be run: %s".formatted(program, e.getMessage()), REMEDY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Failed(program + " was no longer waited for", "run it again");
    }
  }

  private static Ran run(String... program) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("env", "ANSIBLE_NOCOLOR=1"));
    if (System.getenv("LC_ALL") == null) {
      words.add("LC_ALL=C.UTF-8");
    }
    words.addAll(List.of(program));
    return Ran.of(words, new byte[0], PATIENCE);
  }

  private static String said(Ran ran) {
    return ran.tookTooLong()
        ? "it had not ended after " + PATIENCE
        : (ran.out() + ran.err()).strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
