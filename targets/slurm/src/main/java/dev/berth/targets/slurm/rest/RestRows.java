package dev.berth.targets.slurm.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.targets.slurm.conversation.ExitStatus;
import dev.berth.targets.slurm.conversation.Gpus;
import dev.berth.targets.slurm.conversation.JobRow;
import dev.berth.targets.slurm.conversation.JobState;
import dev.berth.targets.slurm.conversation.NodeRow;
import dev.berth.targets.slurm.conversation.PartitionRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What slurmrestd lists, in either shape. */
final class RestRows {

  private RestRows() {}

  static JobRow job(JsonNode job) {
    return new JobRow(
        job.path("job_id").asLong(),
        job.path("name").asText(""),
        JobState.of(Values.words(job.path("job_state"))),
        job.path("state_reason").asText("None"),
        job.path("comment").asText(""),
        job.path("partition").asText(""),
        Values.time(job.path("submit_time")),
        Values.time(job.path("start_time")),
        Values.time(job.path("end_time")),
        Values.exit(job.path("exit_code")),
        job.path("nodes").asText(""),
        Math.max(1, Values.count(job.path("node_count"))));
  }

  /**
   * Of the accounting.
   *
   * @param exitIsTold whether its exit codes are true: those of v0.0.38 are 0 whatever happened
   */
  static JobRow accounted(JsonNode job, boolean exitIsTold) {
    JsonNode time = job.path("time");
    JsonNode comment = job.path("comment");
    String nodes = job.path("nodes").asText("");
    return new JobRow(
        job.path("job_id").asLong(),
        job.path("name").asText(""),
        JobState.of(Values.words(job.path("state").path("current"))),
        job.path("state").path("reason").asText("None"),
        comment.isObject() ? comment.path("job").asText("") : comment.asText(""),
        job.path("partition").asText(""),
        Values.time(time.path("submission")),
        Values.time(time.path("start")),
        Values.time(time.path("end")),
        exitIsTold ? Values.exit(job.path("exit_code")) : ExitStatus.UNKNOWN,
        nodes.startsWith("None") ? "" : nodes,
        Math.max(1, Values.count(job.path("allocation_nodes"))));
  }

  static NodeRow node(JsonNode node) {
    Set<String> states = new HashSet<>();
    for (String word : Values.words(node.path("state"))) {
      states.add(word.replaceAll("[^A-Z_]", ""));
    }
    states.addAll(Values.words(node.path("state_flags")));
    List<String> partitions = new ArrayList<>();
    node.path("partitions").forEach(partition -> partitions.add(partition.asText()));
    return new NodeRow(
        node.path("name").asText(""),
        states,
        partitions,
        node.path("effective_cpus").asInt(node.path("cpus").asInt()),
        node.path("alloc_cpus").asInt(),
        node.path("real_memory").asLong(),
        node.path("alloc_memory").asLong(),
        Gpus.of(node.path("gres").asText("")),
        gpusUsed(node));
  }

  private static int gpusUsed(JsonNode node) {
    int inTres = Gpus.inTres(node.path("tres_used").asText(""));
    return Math.max(
        inTres,
        Gpus.of(node.path("gres_used").asText("")).values().stream()
            .mapToInt(Integer::intValue)
            .sum());
  }

  static PartitionRow partition(JsonNode partition) {
    boolean old = partition.path("state").isTextual();
    JsonNode limit =
        old ? partition.path("max_time_limit") : partition.path("maximums").path("time");
    Long minutes = Values.number(limit);
    List<String> states =
        Values.words(old ? partition.path("state") : partition.path("partition").path("state"));
    return new PartitionRow(
        partition.path("name").asText(""),
        states.isEmpty() ? "UNKNOWN" : states.getFirst(),
        Values.words(partition.path("flags")).contains("DEFAULT"),
        minutes == null || minutes <= 0 ? null : minutes.intValue(),
        partition.path("total_nodes").asInt(partition.path("nodes").path("total").asInt()));
  }
}
