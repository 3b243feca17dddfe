package dev.berth.targets.slurm.rendering;

import dev.berth.contracts.JobSpec;
import dev.berth.targets.api.CheckpointPlace;
import dev.berth.targets.api.Submission;
import dev.berth.targets.slurm.script.Quoting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The line that starts a job's program: its variables, its container, its words. */
final class Program {

  /** What would keep a container's launcher from being found, or from running. */
  private static final Set<String> INSIDE = Set.of("PATH", "LD_LIBRARY_PATH", "LD_PRELOAD");

  private Program() {}

  /**
   * What a program finds in its environment that does not differ between workers, by name.
   *
   * @param site what all jobs have there; a job's own goes before it
   */
  static Map<String, String> variables(
      Submission submission, CheckpointPlace checkpoints, Map<String, String> site) {
    Map<String, String> variables = new TreeMap<>(site);
    variables.putAll(submission.spec().environment());
    variables.put("BERTH_JOB", submission.attempt().job().value());
    variables.put("BERTH_ATTEMPT", submission.attempt().toString());
    variables.put("BERTH_CHECKPOINT_DIR", checkpoints.told());
    variables.put("BERTH_RESUMED", Boolean.toString(submission.resumed()));
    variables.put("BERTH_WORLD_SIZE", Integer.toString(submission.spec().workers().min()));
    if (submission.traceparent() != null) {
      variables.put("TRACEPARENT", submission.traceparent());
    }
    return variables;
  }

  /**
   * A line of bash that becomes the job's program.
   *
   * @param launcher the words that put it into a container; none without one
   */
  static String line(JobSpec spec, Map<String, String> variables, List<String> launcher) {
    List<String> command = new ArrayList<>(List.of(spec.entrypoint()));
    command.addAll(spec.arguments());
    return line(command, variables, launcher);
  }

  /** The same of any command, which then has all that the job's program has. */
  static String line(List<String> command, Map<String, String> variables, List<String> launcher) {
    List<String> inside = new ArrayList<>();
    // Names that bash would not take, and such as are its own, are no trouble to env(1).
    List<String> words = new ArrayList<>(List.of("exec", "env", "--"));
    variables.forEach((name, value) ->
        (launcher.isEmpty() || !INSIDE.contains(name) ? words : inside).add(name + '=' + value));
    words.addAll(launcher);
    if (!inside.isEmpty()) {
      words.addAll(List.of("env", "--"));
      words.addAll(inside);
    }
    if (command.getFirst().contains("=") && (launcher.isEmpty() || !inside.isEmpty())) {
      // env would take it for a variable.
      words.addAll(List.of("/bin/sh", "-c", "exec \"$0\" \"$@\""));
    }
    words.addAll(command);
    // What looks like an expansion in a word is none.
    return "# shellcheck disable=SC2016\n" + Quoting.words(words) + '\n';
  }
}
