package dev.berth.targets.slurm.script;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request as {@code sbatch} reads it: the script with what else it asks for in its head. */
public final class SbatchText {

  private SbatchText() {}

  /** The whole text; what {@code #SBATCH} lines say follows the {@code #!} line. */
  public static String of(BatchRequest request) {
    int first = request.script().indexOf('\n') + 1;
    StringBuilder text = new StringBuilder(request.script().substring(0, first));
    options(request).forEach(option -> text.append("#SBATCH ").append(option).append('\n'));
    return text.append(request.script().substring(first)).toString();
  }

  /**
   * The options of sbatch(1), each one word, {@code --name=value} or {@code --name}, quoted as
   * {@code #SBATCH} lines are.
   */
  static List<String> options(BatchRequest request) {
    List<String> options = new ArrayList<>();
    add(options, "job-name", request.name());
    add(options, "comment", request.comment());
    add(options, "account", request.account());
    add(options, "partition", request.partition());
    add(options, "qos", request.qos());
    add(options, "reservation", request.reservation());
    add(options, "nodes", request.nodes());
    add(options, "ntasks", request.tasks());
    add(options, "ntasks-per-node", request.tasksPerNode());
    add(options, "cpus-per-task", request.cpusPerTask());
    if (request.memoryPerNodeMiB() != null) {
      add(options, "mem", request.memoryPerNodeMiB() + "M");
    }
    switch (request.accelerators()) {
      case null -> {}
      case AcceleratorRequest.GpusPerNode gpus -> add(options, "gpus-per-node", gpus.text());
      case AcceleratorRequest.Gres gres -> add(options, "gres", gres.text());
    }
    add(options, "constraint", request.constraint());
    if (request.exclusive()) {
      options.add("--exclusive");
    }
    if (!request.licenses().isEmpty()) {
      add(options, "licenses", String.join(",", request.licenses()));
    }
    add(options, "time", request.timeLimitMinutes());
    add(options, "signal", request.warning().text());
    add(options, "chdir", request.workingDirectory());
    add(options, "output", request.outputFile());
    options.add("--no-requeue");
    return options;
  }

  private static void add(List<String> options, String name, @Nullable Object value) {
    if (value != null) {
      String text = value.toString();
      // sbatch takes quotes away here, and what follows a # elsewhere.
      options.add(
          "--" + name + '=' + (text.matches("[-+:,./@%_=a-zA-Z0-9]+") ? text : '"' + text + '"'));
    }
  }
}
