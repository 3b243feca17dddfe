package dev.berth.targets.slurm.rendering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.Json;
import dev.berth.targets.api.FleetFile;
import dev.berth.targets.api.NativeForm;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.Target;
import dev.berth.targets.slurm.conversation.JobState;
import dev.berth.targets.slurm.live.Access;
import dev.berth.targets.slurm.live.SlurmCluster;
import dev.berth.targets.slurm.script.AttemptPaths;
import dev.berth.targets.slurm.script.ExitRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Batch scripts on a real cluster, as people submit them by hand: what {@code --print-native}
 * prints goes to sbatch.
 *
 * @param cluster which
 * @param scratch Berth's folder there
 * @param settings further settings of the driver
 * @param cores what the fleet file says of a node, so that there is room for another beside it
 */
record Batch(SlurmCluster cluster, Path scratch, Map<String, String> settings, int cores) {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  static Batch on(SlurmCluster cluster, Map<String, String> settings) {
    return new Batch(cluster, cluster.scratch(), settings, SlurmCluster.CPUS);
  }

  /** The same, of a fleet file that says less of each node. */
  Batch withCores(int fewer) {
    return new Batch(cluster, scratch, settings, fewer);
  }

  /** A job of that name, with more said of it. */
  static JobSpec spec(String id, Map<String, Object> said) {
    Map<String, Object> all = new HashMap<>(said);
    all.put("id", id);
    return Json.mapper().convertValue(all, JobSpec.class);
  }

  /**
   * Submits an attempt.
   *
   * @return the number of its batch job
   */
  String submit(JobSpec spec, int attempt) throws Exception {
    Map<String, String> all = new HashMap<>(settings);
    all.put("scratch", scratch.toString());
    JsonNode described =
        Json.mapper()
            .valueToTree(Map.of("targets", List.of(Access.SSH.target(cluster, scratch, all))));
    ((ObjectNode) described.at("/targets/0/nodes/0")).put("cpus", cores);
    Target target = FleetFile.parse(described.toString(), "fleet").targets().getFirst();
    NativeForm form =
        PrintedForm.of(target, new Submission(spec.id().attempt(attempt), spec, attempt > 1, null));
    assertThat(form).isInstanceOf(NativeForm.Rendered.class);
    Path script = scratch.resolve(spec.id() + "-" + attempt + ".sh");
    Files.writeString(script, ((NativeForm.Rendered) form).documents().getFirst().content());
    return cluster.user("sbatch", "--parsable", script.toString()).strip().split(";")[0];
  }

  /** Waits until a job has ended, whatever came of it. */
  Ended ended(String job) {
    return await("job " + job + " ends")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> Ended.of(cluster.administrator("scontrol", "-o", "show", "job", job)),
            Ended::over);
  }

  /** Waits until a job has printed that. */
  void hasPrinted(AttemptId attempt, String text) {
    await(attempt + " prints " + text)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> output(attempt).contains(text));
  }

  String output(AttemptId attempt) throws IOException {
    Path file = Path.of(paths(attempt).output());
    return Files.exists(file) ? Files.readString(file) : "";
  }

  Optional<ExitRecord> exit(AttemptId attempt) throws IOException {
    Path file = Path.of(paths(attempt).exit());
    return Files.exists(file) ? ExitRecord.parse(Files.readString(file)) : Optional.empty();
  }

  AttemptPaths paths(AttemptId attempt) {
    return new AttemptPaths(scratch.toString(), attempt);
  }

  /**
   * What Slurm says of a job that is over.
   *
   * @param state its state
   * @param code the batch script's exit code
   * @param comment its comment
   */
  record Ended(String state, int code, String comment) {

    static Ended of(String shown) {
      return new Ended(
          field(shown, "JobState"),
          Integer.parseInt(field(shown, "ExitCode").split(":")[0]),
          shown.contains(" Comment=")
              ? shown.replaceAll("(?s).* Comment=(berth [^\n]*?) *( [A-Z]\\w*=.*)?$", "$1")
              : "");
    }

    boolean over() {
      return JobState.of(state).isOver();
    }

    private static String field(String shown, String name) {
      return shown.replaceAll("(?s).*\\b" + name + "=(\\S*).*", "$1");
    }
  }
}
