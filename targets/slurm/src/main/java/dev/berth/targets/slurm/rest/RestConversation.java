package dev.berth.targets.slurm.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.slurm.conversation.Accounting;
import dev.berth.targets.slurm.conversation.Cluster;
import dev.berth.targets.slurm.conversation.Complaint;
import dev.berth.targets.slurm.conversation.Conversation;
import dev.berth.targets.slurm.conversation.HeldPlace;
import dev.berth.targets.slurm.conversation.JobRow;
import dev.berth.targets.slurm.conversation.NodeRow;
import dev.berth.targets.slurm.conversation.PartitionRow;
import dev.berth.targets.slurm.conversation.SubmitReply;
import dev.berth.targets.slurm.conversation.WaitingRow;
import dev.berth.targets.slurm.script.BatchRequest;
import dev.berth.targets.slurm.site.Transport;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Slurm's REST server. */
public final class RestConversation implements Conversation {

  private static final int NOT_FOUND = 404;

  private final Slurmrestd server;
  private final Queue queue;

  /** Over that server; nothing is asked yet. */
  public RestConversation(Transport.Rest transport, Duration timeout, Clock clock) {
    this.server = new Slurmrestd(transport, timeout, clock);
    this.queue = new Queue(server, clock);
  }

  @Override
  public SubmitReply submit(BatchRequest request) throws TargetTroubleException {
    ApiVersion version = server.version();
    return submit(version, Bodies.of(version, request));
  }

  @Override
  public SubmitReply submitHeld(String name, HeldPlace place) throws TargetTroubleException {
    ApiVersion version = server.version();
    return submit(version, Bodies.held(version, name, place));
  }

  private SubmitReply submit(ApiVersion version, String body) throws TargetTroubleException {
    return switch (server.send("POST", version.slurm("/job/submit"), body)) {
      case Slurmrestd.Sent.Answered(Slurmrestd.Answer answer) -> reply(answer);
      case Slurmrestd.Sent.NotHeard(String why, Exception cause) ->
          throw server.trouble(why, cause);
      case Slurmrestd.Sent.Lost(String why, Exception _) ->
          new SubmitReply.Unsure(server + ": " + why);
    };
  }

  /** An id is what counts: it may stand in an answer of any status, with errors beside it. */
  private SubmitReply reply(Slurmrestd.Answer answer) throws TargetTroubleException {
    long job =
        answer.json().path("job_id").asLong(answer.json().path("result").path("job_id").asLong());
    List<String> said = new ArrayList<>(Errors.warnings(answer));
    if (job > 0) {
      List<String> lost = said.stream().filter(RestConversation::isLoss).toList();
      Errors.of(answer).forEach(_ -> said.add(Errors.text(answer)));
      return new SubmitReply.Queued(job, said, lost);
    }
    if (answer.status() == NOT_FOUND && answer.json().isMissingNode()) {
      server.forgetVersion();
      throw server.trouble(Errors.text(answer), null);
    }
    String text = Errors.text(answer);
    if (answer.status() == 200 && Errors.of(answer).isEmpty()) {
      return new SubmitReply.Unsure(server + " gave no id");
    }
    return switch (Complaint.of(text)) {
      case AWAY, CREDENTIALS -> throw server.trouble(text, null);
      case UNANSWERED -> new SubmitReply.Unsure(server + ": " + text);
      case REFUSAL ->
          answer.json().isMissingNode() && answer.status() >= 500
              ? new SubmitReply.Unsure(server + ": " + text)
              : new SubmitReply.Refused(text);
    };
  }

  /**
   * "Ignoring unknown field "x" of type string in DATA_PARSER_…", in words that differ a little.
   */
  private static boolean isLoss(String warning) {
    String lower = warning.toLowerCase(java.util.Locale.ROOT);
    return lower.contains("ignoring")
        || lower.contains("unknown field")
        || lower.contains("unexpected");
  }

  @Override
  public List<JobRow> queue() throws TargetTroubleException {
    return queue.rows();
  }

  @Override
  public List<JobRow> queue(Set<String> names) throws TargetTroubleException {
    return names.isEmpty()
        ? List.of()
        : queue().stream().filter(row -> names.contains(row.name())).toList();
  }

  @Override
  public Accounting accounting(Set<String> names, Instant since) throws TargetTroubleException {
    ApiVersion version = server.version();
    StringBuilder path = new StringBuilder(version.accounting("/jobs/?start_time="));
    if (version.isOld()) {
      path = new StringBuilder(version.accounting("/jobs?start_time="));
    }
    path.append(since.getEpochSecond());
    if (!names.isEmpty()) {
      path.append("&job_name=").append(encoded(String.join(",", names)));
    }
    String user = server.user();
    if (!version.isOld()) {
      path.append("&skip_steps=true&show_duplicates=true");
      path.append(user.isEmpty() ? "" : "&users=" + encoded(user));
    }
    Slurmrestd.Answer answer = server.get(path.toString());
    if (answer.json().isMissingNode() && answer.status() == NOT_FOUND) {
      return new Accounting.Off("slurmrestd offers no accounting");
    }
    if (!answer.json().path("jobs").isArray()) {
      return withoutJobs(answer);
    }
    if (!Errors.of(answer).isEmpty() && !isNothingFound(answer)) {
      throw server.trouble("accounting: " + Errors.text(answer), null);
    }
    List<JobRow> rows = new ArrayList<>();
    for (JsonNode job : answer.json().path("jobs")) {
      if (user.isEmpty() || user.equals(job.path("user").asText())) {
        rows.add(RestRows.accounted(job, !version.isOld()));
      }
    }
    rows.sort(
        java.util.Comparator.comparing(
            row -> row.submittedAt() == null ? Instant.EPOCH : row.submittedAt()));
    return new Accounting.Kept(rows);
  }

  private Accounting withoutJobs(Slurmrestd.Answer answer) throws TargetTroubleException {
    String text = Errors.text(answer);
    if (isNothingFound(answer)) {
      return new Accounting.Kept(Collections.emptyList());
    }
    if (text.contains("accounting storage is disabled") || text.contains("not configured")) {
      return new Accounting.Off(text);
    }
    throw server.trouble("accounting: " + text, null);
  }

  private static boolean isNothingFound(Slurmrestd.Answer answer) {
    return Errors.text(answer).contains("othing found")
        || Errors.text(answer).contains("no changes in data")
        || Errors.has(answer, 9_003);
  }

  @Override
  public void cancel(long job) throws TargetTroubleException {
    // No signal is named: a name that slurmrestd does not know would cancel it all the same.
    Slurmrestd.Answer answer = server.delete(server.version().slurm("/job/" + job));
    boolean over =
        Errors.has(answer, Errors.INVALID_JOB_ID) || Errors.has(answer, Errors.ALREADY_DONE);
    if (!over && answer.status() != 200) {
      throw server.trouble("cancel " + job + ": " + Errors.text(answer), null);
    }
  }

  @Override
  public List<NodeRow> nodes() throws TargetTroubleException {
    return list("/nodes", "nodes", RestRows::node);
  }

  @Override
  public List<NodeRow> nodes(Set<String> names) throws TargetTroubleException {
    List<NodeRow> rows = new ArrayList<>();
    for (String name : names) {
      Slurmrestd.Answer answer = server.get(server.version().slurm("/node/" + encoded(name)));
      answer.json().path("nodes").forEach(node -> rows.add(RestRows.node(node)));
      if (!answer.json().path("nodes").isArray()
          && Complaint.of(Errors.text(answer)) != Complaint.REFUSAL) {
        throw server.trouble("node " + name + ": " + Errors.text(answer), null);
      }
    }
    return rows;
  }

  @Override
  public List<PartitionRow> partitions() throws TargetTroubleException {
    return list("/partitions", "partitions", RestRows::partition);
  }

  @Override
  public List<WaitingRow> waiting() throws TargetTroubleException {
    List<WaitingRow> rows = new ArrayList<>();
    for (JobRow row : queue.rows()) {
      if (row.state().isWaiting()) {
        rows.add(new WaitingRow(row.partition(), row.nodeCount(), row.startedAt()));
      }
    }
    while (rows.size() < queue.waiting()) {
      rows.add(new WaitingRow("", 1, null));
    }
    return rows;
  }

  /** slurmrestd has nothing like {@code --test-only}. */
  @Override
  public Optional<Instant> startEstimate(BatchRequest request) {
    return Optional.empty();
  }

  @Override
  public Cluster cluster() throws TargetTroubleException {
    Slurmrestd.Answer answer = server.get(server.version().slurm("/ping"));
    JsonNode meta = answer.json().path("meta");
    JsonNode slurm = meta.has("Slurm") ? meta.path("Slurm") : meta.path("slurm");
    boolean up = false;
    for (JsonNode ping : answer.json().path("pings")) {
      up |=
          ping.path("ping").asText(ping.path("pinged").asText("")).equals("UP")
              || ping.path("responding").asBoolean(false);
    }
    return new Cluster(slurm.path("release").asText("unknown"), up, server.user(), server.until());
  }

  @Override
  public String way() {
    return server.toString();
  }

  @Override
  public void close() {
    // The connections are shared by all targets.
  }

  private <T> List<T> list(String path, String name, Function<JsonNode, T> read)
      throws TargetTroubleException {
    Slurmrestd.Answer answer = server.get(server.version().slurm(path));
    if (answer.status() != 200
        || !Errors.of(answer).isEmpty()
        || !answer.json().path(name).isArray()) {
      throw server.trouble("list " + name + ": " + Errors.text(answer), null);
    }
    List<T> rows = new ArrayList<>();
    answer.json().path(name).forEach(one -> rows.add(read.apply(one)));
    return rows;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
