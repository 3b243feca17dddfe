package dev.berth.targets.slurm.ssh;

import dev.berth.targets.slurm.script.AcceleratorRequest;
import dev.berth.targets.slurm.script.BatchRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request as options of sbatch(1), one word each. */
final class SbatchOptions {

  private final List<String> words = new ArrayList<>();

  private SbatchOptions() {}

  static List<String> of(BatchRequest request) {
    SbatchOptions options = new SbatchOptions();
    options.add("job-name", request.name());
    options.add("comment", request.comment());
    options.place(request);
    options.add("nodes", request.nodes());
    options.add("ntasks", request.tasks());
    options.add("ntasks-per-node", request.tasksPerNode());
    options.add("cpus-per-task", request.cpusPerTask());
    options.add(
        "mem", request.memoryPerNodeMiB() == null ? null : request.memoryPerNodeMiB() + "M");
    switch (request.accelerators()) {
      case null -> {}
      case AcceleratorRequest.GpusPerNode gpus -> options.add("gpus-per-node", gpus.text());
      case AcceleratorRequest.Gres gres -> options.add("gres", gres.text());
    }
    if (request.exclusive()) {
      options.words.add("--exclusive");
    }
    if (!request.licenses().isEmpty()) {
      options.add("licenses", String.join(",", request.licenses()));
    }
    options.add("time", request.timeLimitMinutes());
    options.add("signal", request.warning().text());
    options.add("chdir", request.workingDirectory());
    options.add("output", request.outputFile());
    options.words.add("--no-requeue");
    options.words.add("--open-mode=append");
    return options.words;
  }

  /** Of a job that never runs: where and at whose cost, and no more. */
  static List<String> ofHeld(String name, BatchRequest like) {
    SbatchOptions options = new SbatchOptions();
    options.words.add("--hold");
    options.add("job-name", name);
    options.place(like);
    options.add("time", 1);
    options.add("output", "/dev/null");
    options.add("chdir", "/");
    options.words.add("--no-requeue");
    return options.words;
  }

  private void place(BatchRequest request) {
    add("account", request.account());
    add("partition", request.partition());
    add("qos", request.qos());
    add("reservation", request.reservation());
    add("constraint", request.constraint());
  }

  private void add(String option, @Nullable Object value) {
    if (value != null) {
      words.add("--" + option + '=' + value);
    }
  }
}
