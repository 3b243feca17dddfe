package dev.berth.targets.vm.settingup;

import dev.berth.targets.ssh.Words;
import java.nio.file.Path;
import java.util.Optional;

/** What people are shown of a set-up before they submit. */
public final class SetUpForm {

  private SetUpForm() {}

  /** A shell program as it will be run, but for the files that go with it; empty if none is. */
  public static Optional<String> of(SetUpSettings settings) {
    Path path = settings.path();
    String whose = path == null ? "what comes with Berth" : path.toString();
    return switch (settings.tool()) {
      case NONE -> Optional.empty();
      case CLOUD_INIT -> Optional.of(head("On each machine") + CloudInit.PROGRAM);
      case ANSIBLE ->
          Optional.of(
              head("Where the provisioner runs, for all machines of the attempt at once")
                  + String.join(
                      " ",
                      Ansible.words(
                          settings.program(),
                          "inventory.yaml",
                          Words.quoted(Ansible.json(settings.variables())),
                          path == null
                              ? "playbook.yml # with the role that comes with Berth"
                              : Words.quoted(path.toString())))
                  + '\n');
      case PUPPET ->
          Optional.of(
              head("On each machine, where $dir is %s".formatted(whose))
                  + Puppet.command(settings.variables()));
      case CHEF ->
          Optional.of(
              head(
                      "On each machine, where $dir has cookbooks/%s, %s, and node.json:\n# %s"
                          .formatted(
                              Chef.name(path),
                              whose,
                              Chef.node(Chef.name(path), settings.variables()).strip()))
                  + Chef.COMMAND);
    };
  }

  private static String head(String where) {
    return "#!/bin/sh\n# %s.\n".formatted(where);
  }
}
