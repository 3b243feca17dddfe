package dev.berth.targets.vm.running;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.JobRuntime;
import dev.berth.targets.api.RayOnMachines;
import dev.berth.targets.ssh.Words;
import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.remote.Text;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an attempt has in its folder on a machine before anything of it starts.
 *
 * @param runtime what runs it
 * @param program as {@link Program} makes it
 * @param master the address of the first worker's machine
 * @param machines how many machines the attempt has
 * @param ranks the attempt's workers on this machine
 * @param said what goes before all that the first worker prints, if that is there; may be empty
 */
record RunFiles(
    JobRuntime runtime,
    String program,
    String master,
    int machines,
    List<Integer> ranks,
    String said) {

  /** The functions that know the processes of an attempt. */
  static final String MEMBERS = Text.of(RunFiles.class, "members.sh");

  private static final String WRAPPER = Text.of(RunFiles.class, "wrapper.sh");
  private static final String NOTICES = Text.of(RunFiles.class, "notices.sh");
  private static final String DEVICES = Text.of(RunFiles.class, "devices.sh");
  private static final String RAY_NODE = Text.of(RunFiles.class, "ray-node.py");
  private static final String RAY_BELL = Text.of(RunFiles.class, "ray-bell.py");
  private static final String RAY_JOBS = Text.of(RunFiles.class, "ray-jobs.py");
  private static final String RAY_SWEEP = Text.of(RunFiles.class, "ray-sweep.sh");

  /** Copies the list. */
  RunFiles {
    ranks = List.copyOf(ranks);
  }

  /**
   * Text for a shell that makes them in a folder beside, {@code $new}; it ends with 72 if one
   * cannot be written.
   */
  String laying(Machine machine, AttemptId attempt, RunSettings settings) {
    StringBuilder text = new StringBuilder();
    text.append("new=$berth/runs/.%s.new\nrm -rf \"$new\"\n".formatted(attempt));
    text.append(folder(""));
    text.append(file("members.sh", MEMBERS)).append(file("wrapper.sh", WRAPPER));
    text.append(file("notices.sh", NOTICES)).append(file("devices.sh", DEVICES));
    text.append(
        file(
            "notice-settings",
            "provider=%s\nsignal=%s\n".formatted(settings.notices(), settings.signal())));
    switch (runtime) {
      case COMMAND -> {}
      case CONTAINER -> text.append(file("engine", settings.engine() + '\n'));
      case RAY -> {
        text.append(folder("/ray"));
        text.append(file("ray/node.py", RAY_NODE)).append(file("ray/sweep.sh", RAY_SWEEP));
        text.append(file("ray/bell.py", RAY_BELL)).append(file("ray/jobs.py", RAY_JOBS));
        text.append(file("ray/lease.py", RayOnMachines.lease()));
        text.append(file("ray/nodes.py", RayOnMachines.nodes()));
      }
    }
    // Where Berth's folder is only the machine knows.
    text.append("printf 'berth=%s\\n' \"$berth\" >\"$new/program\" || exit 72\n");
    text.append(
        "printf '%%s' %s >>\"$new/program\" || exit 72\n"
            .formatted(Words.quoted(head(machine) + program)));
    if (!said.isEmpty()) {
      text.append(folder("/worker-0")).append(file("worker-0/log", said));
    }
    return text.toString();
  }

  private String head(Machine machine) {
    return """
    export BERTH_MASTER_ADDRESS=%s BERTH_NODE_ADDRESS=%s
    berth_machines=%d berth_ranks='%s'
    """
        .formatted(
            Words.quoted(master),
            Words.quoted(machine.address()),
            machines,
            ranks.stream().map(String::valueOf).collect(Collectors.joining(" ")));
  }

  private static String folder(String name) {
    return "mkdir \"$new%s\" || exit 72\n".formatted(name);
  }

  private static String file(String name, String content) {
    return "printf '%%s' %s >\"$new/%s\" || exit 72\n".formatted(Words.quoted(content), name);
  }
}
