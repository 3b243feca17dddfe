package dev.berth.targets.vm.running;

import dev.berth.contracts.Accelerators;
import dev.berth.contracts.JobSpec;
import dev.berth.targets.api.CheckpointPlace;
import dev.berth.targets.api.NodeShape;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.UnfitException;
import dev.berth.targets.ssh.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a worker runs, as text for a POSIX shell that finds Berth's folder in {@code $berth} and the
 * worker's rank in {@code $BERTH_RANK}. Variables are told by the shell itself, so that no argument
 * list has them.
 */
public final class Program {

  /** What would keep a container's engine from being found, or from running. */
  private static final List<String> INSIDE = List.of("PATH", "LD_LIBRARY_PATH", "LD_PRELOAD");

  /** Berth's folder, which is known on the machine only. */
  private static final String OURS = "$berth/";

  private final RunSettings settings;
  private final boolean accelerated;

  /**
   * On that target.
   *
   * @param nodes what its machines have
   */
  public Program(RunSettings settings, List<NodeShape> nodes) {
    this.settings = settings;
    this.accelerated = nodes.stream().anyMatch(node -> node.accelerators() != null);
  }

  /**
   * For all workers of a submission.
   *
   * @throws UnfitException if no machine can run it
   */
  public String text(Submission submission) throws UnfitException {
    JobSpec spec = submission.spec();
    CheckpointPlace checkpoints =
        CheckpointPlace.of(spec, settings.checkpoints(), OURS + "checkpoints");
    StringBuilder text = new StringBuilder("#!/bin/sh\n");
    if (checkpoints.folder()) {
      text.append("mkdir -p -- ").append(word(checkpoints)).append(" || exit 126\n");
    }
    Map<String, String> variables = variables(submission);
    List<String> strange = new ArrayList<>();
    Map<String, String> late = new TreeMap<>();
    variables.forEach((name, value) -> {
      if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
        strange.add(name + '=' + value);
      } else if (INSIDE.contains(name)) {
        late.put(name, value);
      } else {
        text.append("export %s=%s\n".formatted(name, Words.quoted(value)));
      }
    });
    text.append("export BERTH_CHECKPOINT_DIR=").append(word(checkpoints)).append('\n');
    if (settings.workdir() != null) {
      text.append("cd -- ").append(Words.quoted(settings.workdir())).append(" || exit 126\n");
    } else {
      text.append("cd || exit 126\n");
    }
    switch (spec.runtime()) {
      case COMMAND -> {
        text.append(exports(late));
        text.append(
            Devices.outside(
                submission.attempt(), spec.resources().accelerators(), accelerated, false));
        text.append(line(spec, strange));
      }
      case CONTAINER -> container(text, submission, variables, checkpoints);
      case RAY -> {
        text.append(exports(late));
        text.append(RayText.of(submission, settings, accelerated));
        text.append(line(spec, strange));
      }
    }
    return text.toString();
  }

  private static String exports(Map<String, String> variables) {
    StringBuilder text = new StringBuilder();
    variables.forEach(
        (name, value) -> text.append("export %s=%s\n".formatted(name, Words.quoted(value))));
    return text.toString();
  }

  private static String line(JobSpec spec, List<String> strange) {
    StringBuilder text = new StringBuilder("exec ");
    if (!strange.isEmpty()) {
      // Names that a shell would not take are no trouble to env(1).
      text.append("env -- ").append(Words.quoted(strange)).append(' ');
    }
    if (spec.entrypoint().contains("=")) {
      // Not a variable, for env or for the shell.
      text.append("/bin/sh -c 'exec \"$0\" \"$@\"' ");
    }
    return text.append(Words.quoted(words(spec))).append('\n').toString();
  }

  /** As a word of a POSIX shell. */
  private static String word(CheckpointPlace place) {
    String told = place.told();
    return told.startsWith(OURS)
        ? "\"$berth\"/" + Words.quoted(told.substring(OURS.length()))
        : Words.quoted(told);
  }

  /** podman-run(1), docker run: a bare name after {@code --env} takes the value from here. */
  private void container(
      StringBuilder text,
      Submission submission,
      Map<String, String> variables,
      CheckpointPlace checkpoints)
      throws UnfitException {
    JobSpec spec = submission.spec();
    if (spec.image() == null) {
      throw new UnfitException("image is missing: this target has no default image");
    }
    Accelerators each = spec.resources().accelerators();
    text.append(Devices.aroundContainer(submission.attempt(), each));
    text.append("exec ").append(settings.engine()).append(" run --rm --network=host --ipc=host");
    text.append(" --name=berth-").append(submission.attempt()).append("-\"$BERTH_RANK\"");
    for (String name : variables.keySet()) {
      if (!INSIDE.contains(name)) {
        text.append(" --env=").append(Words.quoted(name));
      }
    }
    text.append(" --env=BERTH_CHECKPOINT_DIR --env=BERTH_RANK");
    text.append(" --env=BERTH_NODE_ADDRESS --env=BERTH_MASTER_ADDRESS");
    if (checkpoints.folder()) {
      text.append(" --volume=%s:%s".formatted(word(checkpoints), word(checkpoints)));
    }
    text.append(Devices.ofContainer(each, settings.engine()));
    text.append(" --entrypoint=").append(Words.quoted(spec.entrypoint())).append(' ');
    text.append(Words.quoted(String.valueOf(spec.image()))).append(' ');
    text.append(Words.quoted(spec.arguments())).append('\n');
  }

  private static Map<String, String> variables(Submission submission) {
    Map<String, String> variables = new TreeMap<>(submission.spec().environment());
    variables.put("BERTH_JOB", submission.attempt().job().value());
    variables.put("BERTH_ATTEMPT", submission.attempt().toString());
    variables.put("BERTH_RESUMED", Boolean.toString(submission.resumed()));
    variables.put("BERTH_WORLD_SIZE", Integer.toString(submission.spec().workers().min()));
    if (submission.traceparent() != null) {
      variables.put("TRACEPARENT", submission.traceparent());
    }
    return variables;
  }

  private static List<String> words(JobSpec spec) {
    List<String> words = new ArrayList<>(List.of(spec.entrypoint()));
    words.addAll(spec.arguments());
    return words;
  }
}
