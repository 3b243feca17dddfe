package dev.berth.targets.slurm.ssh;

import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.slurm.conversation.Accounting;
import dev.berth.targets.slurm.conversation.Cluster;
import dev.berth.targets.slurm.conversation.Conversation;
import dev.berth.targets.slurm.conversation.ExitStatus;
import dev.berth.targets.slurm.conversation.HeldPlace;
import dev.berth.targets.slurm.conversation.JobRow;
import dev.berth.targets.slurm.conversation.NodeRow;
import dev.berth.targets.slurm.conversation.PartitionRow;
import dev.berth.targets.slurm.conversation.SubmitReply;
import dev.berth.targets.slurm.conversation.WaitingRow;
import dev.berth.targets.slurm.script.BatchRequest;
import dev.berth.targets.slurm.script.SbatchText;
import dev.berth.targets.ssh.Said;
import dev.berth.targets.ssh.SshShell;
import dev.berth.targets.ssh.Words;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Slurm's own commands on a login node. */
public final class SshConversation implements Conversation {

  /** What squeue -u takes, whatever the account is called there. */
  private static final String ME = "-u \"$(id -un)\"";

  private static final Pattern START =
      Pattern.compile("to start at (\\d{4}-\\d\\d-\\d\\dT[0-9:]+)");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT);

  private final SshShell shell;
  private final @Nullable String folder;
  private final Map<Long, ExitStatus> exits = new ConcurrentHashMap<>();

  /**
   * Over that shell, which this does not close.
   *
   * @param folder of Slurm's commands there; null for those in its PATH
   */
  public SshConversation(SshShell shell, @Nullable String folder) {
    this.shell = shell;
    this.folder = folder;
  }

  @Override
  public SubmitReply submit(BatchRequest request) throws TargetTroubleException {
    return sbatch(List.of(), SbatchText.of(request));
  }

  @Override
  public SubmitReply submitHeld(String name, HeldPlace place) throws TargetTroubleException {
    return sbatch(HeldOptions.of(name, place), "#!/bin/sh\nexit 0\n");
  }

  private SubmitReply sbatch(List<String> options, String script) throws TargetTroubleException {
    return switch (shell.run(program("sbatch", "--parsable " + Words.quoted(options), script))) {
      case Said.NotSent(String why) -> throw new TargetTroubleException(why);
      case Said.Broken(String why) -> new SubmitReply.Unsure(why);
      case Said.Done done -> SbatchAnswer.of(done);
    };
  }

  @Override
  public List<JobRow> queue() throws TargetTroubleException {
    return withExits(
        rows(good(ask("squeue", "-h -t all " + ME + " -o " + Words.quoted(Rows.SQUEUE)))), true);
  }

  @Override
  public List<JobRow> queue(Set<String> names) throws TargetTroubleException {
    if (names.isEmpty()) {
      return List.of();
    }
    return withExits(
        rows(
            good(
                ask(
                    "squeue",
                    "-h -t all %s --name=%s -o %s"
                        .formatted(
                            ME,
                            Words.quoted(String.join(",", names)),
                            Words.quoted(Rows.SQUEUE))))),
        false);
  }

  private static List<JobRow> rows(String out) {
    return parsed(out, Rows::ofSqueue);
  }

  /** squeue does not tell exit codes; of each job that is over scontrol is asked once. */
  private List<JobRow> withExits(List<JobRow> rows, boolean all) throws TargetTroubleException {
    List<Long> unknown =
        rows.stream()
            .filter(row -> row.state().isOver() && !exits.containsKey(row.job()))
            .map(JobRow::job)
            .toList();
    if (!unknown.isEmpty()) {
      String ids = unknown.stream().map(String::valueOf).collect(Collectors.joining(" "));
      String program =
          "for id in %s; do scontrol -o show job $id 2>/dev/null; done; true".formatted(ids);
      for (String line : Records.lines(shell.ask(settled(program)).text())) {
        Records.job(line).ifPresent(job -> exits.put(job, Records.exit(line)));
      }
    }
    if (all) {
      exits.keySet().retainAll(rows.stream().map(JobRow::job).collect(Collectors.toSet()));
    }
    return rows.stream()
        .map(row -> {
          ExitStatus exit = exits.get(row.job());
          return exit == null ? row : row.withExit(exit);
        })
        .toList();
  }

  @Override
  public Accounting accounting(Set<String> names, Instant since) throws TargetTroubleException {
    Said.Done done =
        ask(
            "env TZ=UTC0 sacct",
            "-n -P -X -D %s -S %s -E now %s -o %s"
                .formatted(
                    ME,
                    LocalDateTime.ofEpochSecond(since.getEpochSecond(), 0, ZoneOffset.UTC)
                        .format(TIME),
                    names.isEmpty() ? "" : "--name=" + Words.quoted(String.join(",", names)),
                    Rows.SACCT));
    if (done.err().contains("accounting storage is disabled")) {
      return new Accounting.Off(done.complaint());
    }
    return new Accounting.Kept(parsed(good(done), Rows::ofSacct));
  }

  @Override
  public void cancel(long job) throws TargetTroubleException {
    Said.Done done = ask("scancel", Long.toString(job));
    if (!done.isGood() && !done.err().contains("nvalid job id")) {
      throw trouble("scancel", done);
    }
  }

  @Override
  public List<NodeRow> nodes() throws TargetTroubleException {
    return parsed(good(ask("scontrol", "-o show node")), Records::node);
  }

  @Override
  public List<NodeRow> nodes(Set<String> names) throws TargetTroubleException {
    if (names.isEmpty()) {
      return List.of();
    }
    Said.Done done = ask("scontrol", "-o show node " + Words.quoted(String.join(",", names)));
    // A node that is no more is told as an error, after the others.
    return parsed(done.err().contains("not found") ? done.text() : good(done), Records::node);
  }

  @Override
  public List<PartitionRow> partitions() throws TargetTroubleException {
    return parsed(good(ask("scontrol", "-o show partition")), Records::partition);
  }

  @Override
  public List<WaitingRow> waiting() throws TargetTroubleException {
    return parsed(
        good(ask("squeue", "-h -t pending -o " + Words.quoted(Rows.WAITING))), Rows::ofWaiting);
  }

  @Override
  public Optional<Instant> startEstimate(BatchRequest request) throws TargetTroubleException {
    Said.Done done =
        shell.ask(program("env TZ=UTC0 sbatch", "--test-only", SbatchText.of(request)));
    Matcher start = START.matcher(done.err());
    return start.find()
        ? Optional.of(LocalDateTime.parse(start.group(1)).toInstant(ZoneOffset.UTC))
        : Optional.empty();
  }

  @Override
  public Cluster cluster() throws TargetTroubleException {
    String version = good(ask("scontrol", "--version")).strip();
    boolean up = ask("scontrol", "ping").text().contains(" is UP");
    String user = good(shell.ask("id -un")).strip();
    return new Cluster(version.substring(version.lastIndexOf(' ') + 1), up, user, null);
  }

  @Override
  public String way() {
    return "ssh to " + shell.host();
  }

  @Override
  public void close() {
    // The shell is its owner's.
  }

  private Said.Done ask(String command, String arguments) throws TargetTroubleException {
    return shell.ask(
        settled("export SLURM_TIME_FORMAT=%s; " + within() + command + ' ' + arguments));
  }

  private String program(String command, String arguments, String input) {
    String end = "BERTH_" + java.util.UUID.randomUUID().toString().replace('-', '_');
    return settled(
        "%s%s %s <<'%s'\n%s%s%s"
            .formatted(
                within(), command, arguments, end, input, input.endsWith("\n") ? "" : "\n", end));
  }

  /** A command that outlives the question would go on trying for minutes, as sbatch does. */
  private String within() {
    return "${limit} ";
  }

  /**
   * What the account's start-up files set for Slurm's commands would change what they say. Nothing
   * else is set here, since a job gets the environment of its submission.
   */
  private String settled(String program) {
    return """
    for name in $(env | sed -n 's/^\\(\\(SBATCH\\|SQUEUE\\|SACCT\\|SINFO\\|SCANCEL\\)_[A-Z_]*\\)=.*/\\1/p'); do unset "$name"; done
    %slimit="timeout -k 5 %d"; command -v timeout >/dev/null || limit=
    %s\
    """
        .formatted(
            folder == null ? "" : "PATH=" + Words.quoted(folder) + ":\"$PATH\"; export PATH\n",
            shell.timeout().toSeconds(),
            program);
  }

  private static <T> List<T> parsed(String out, Function<String, Optional<T>> parse) {
    List<T> rows = new ArrayList<>();
    Records.lines(out).forEach(line -> parse.apply(line).ifPresent(rows::add));
    return rows;
  }

  private String good(Said.Done done) throws TargetTroubleException {
    if (!done.isGood()) {
      throw trouble("it", done);
    }
    return done.text();
  }

  private TargetTroubleException trouble(String what, Said.Done done) {
    return new TargetTroubleException(
        "%s: %s said with code %d: %s".formatted(way(), what, done.code(), done.complaint()));
  }
}
