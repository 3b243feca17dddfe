package dev.berth.targets.slurm;

import dev.berth.targets.api.Check;
import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.CheckOutcome.Failed;
import dev.berth.targets.api.CheckOutcome.Passed;
import dev.berth.targets.api.CheckOutcome.Skipped;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.slurm.conversation.Accounting;
import dev.berth.targets.slurm.conversation.Cluster;
import dev.berth.targets.slurm.conversation.Conversation;
import dev.berth.targets.slurm.conversation.HeldPlace;
import dev.berth.targets.slurm.conversation.NodeRow;
import dev.berth.targets.slurm.conversation.PartitionRow;
import dev.berth.targets.slurm.conversation.SiteFiles;
import dev.berth.targets.slurm.conversation.SubmitReply;
import dev.berth.targets.slurm.site.SiteQueue;
import dev.berth.targets.slurm.site.SlurmSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks step by step whether a site answers, takes jobs, and has what the settings name. */
final class SlurmChecks {

  /** Slurm's release that this was first tried with; older ones lack v0.0.38. */
  private static final int OLDEST_YEAR = 22;

  private static final Duration SOON = Duration.ofMinutes(30);
  private static final Skipped SILENT = new Skipped("Slurm does not answer");

  private final Ways ways;
  private final Conversation conversation;
  private final SlurmSettings settings;
  private final Clock clock;

  SlurmChecks(Ways ways, SlurmSettings settings, Clock clock) {
    this.ways = ways;
    this.conversation = ways.conversation();
    this.settings = settings;
    this.clock = clock;
  }

  /** A step. */
  @FunctionalInterface
  private interface Step {
    CheckOutcome take() throws TargetTroubleException;
  }

  void tell(Consumer<Check> told) {
    CheckOutcome reached = outcome(this::controller, remedyOfReaching());
    told.accept(new Check("controller", reached));
    boolean answers = reached instanceof Passed;
    told.accept(
        new Check(
            "credentials", answers ? outcome(this::credentials, remedyOfReaching()) : SILENT));
    told.accept(
        new Check("partitions", answers ? outcome(this::partitions, "run it again") : SILENT));
    told.accept(new Check("nodes", answers ? outcome(this::nodes, "run it again") : SILENT));
    told.accept(
        new Check("submission", answers ? outcome(this::submission, "run it again") : SILENT));
    told.accept(
        new Check(
            "accounting",
            answers ? outcome(this::accounting, "ask the site whether slurmdbd runs") : SILENT));
    told.accept(new Check("files", files()));
  }

  private String remedyOfReaching() {
    return conversation.way().startsWith("ssh")
        ? "run ssh to that host by hand until it asks nothing; then log in with a session that ControlPath shares, if a second factor is needed"
        : "see that url is slurmrestd's address, and that token-file or token-command gives a token that has not expired";
  }

  private CheckOutcome controller() throws TargetTroubleException {
    Cluster cluster = conversation.cluster();
    if (!cluster.controllerUp()) {
      return new Failed(
          conversation.way() + " answers, and its slurmctld does not", "wait, or ask the site");
    }
    int dot = cluster.version().indexOf('.');
    String year = dot < 0 ? "" : cluster.version().substring(0, dot);
    if (year.matches("\\d+") && Integer.parseInt(year) < OLDEST_YEAR) {
      return new Failed(
          "Slurm is %s, and Berth knows 22.05 and later".formatted(cluster.version()),
          "ask the site for a newer one");
    }
    return new Passed(
        "Slurm %s as user %s, by %s"
            .formatted(cluster.version(), cluster.user(), conversation.way()));
  }

  /** A ping is answered to anybody; a list of partitions is not. */
  private CheckOutcome credentials() throws TargetTroubleException {
    conversation.partitions();
    Instant until = conversation.cluster().until();
    if (until == null) {
      return new Passed("they are taken");
    }
    return until.isBefore(clock.instant().plus(SOON))
        ? new Failed(
            "the token is taken, and expires at " + until,
            "have it made anew in time: token-command does so by itself")
        : new Passed("the token is taken, and expires at " + until);
  }

  private CheckOutcome partitions() throws TargetTroubleException {
    List<PartitionRow> there = conversation.partitions();
    Set<String> names =
        there.stream().map(PartitionRow::name).collect(Collectors.toCollection(TreeSet::new));
    for (String wanted : wanted()) {
      if (!names.contains(wanted)) {
        return new Failed(
            "there is no partition %s; this user sees %s".formatted(wanted, names),
            "mend driver.settings.partition or the profile's queues");
      }
    }
    List<String> closed =
        there.stream()
            .filter(one -> wanted().isEmpty() ? one.byDefault() : wanted().contains(one.name()))
            .filter(one -> !one.isUp())
            .map(one -> one.name() + " is " + one.state())
            .toList();
    return closed.isEmpty()
        ? new Passed("partitions " + names)
        : new Failed(String.join(", ", closed), "wait until the site opens them");
  }

  private Set<String> wanted() {
    Set<String> wanted = new TreeSet<>();
    if (settings.partition() != null) {
      wanted.add(settings.partition());
    } else {
      for (SiteQueue queue : settings.profile().queues()) {
        if (queue.partition() != null) {
          wanted.add(queue.partition());
        }
      }
    }
    return wanted;
  }

  private CheckOutcome nodes() throws TargetTroubleException {
    List<NodeRow> nodes = conversation.nodes();
    long taking = nodes.stream().filter(NodeRow::takesJobs).count();
    int gpus = nodes.stream().flatMap(node -> node.gpus().values().stream()).mapToInt(n -> n).sum();
    return taking == 0
        ? new Failed("none of %d nodes takes jobs".formatted(nodes.size()), "wait, or ask the site")
        : new Passed("%d of %d nodes take jobs; %d GPUs".formatted(taking, nodes.size(), gpus));
  }

  /** Only a submission shows whether account, partition and QOS go together. */
  private CheckOutcome submission() throws TargetTroubleException {
    HeldPlace place = new HeldPlace(settings.account(), settings.partition(), settings.qos());
    return switch (conversation.submitHeld("berth-check", place)) {
      case SubmitReply.Queued queued -> {
        conversation.cancel(queued.job());
        yield new Passed("a held job was taken as %d, and cancelled".formatted(queued.job()));
      }
      case SubmitReply.Refused(String text) ->
          new Failed(
              "a job with %s, %s and %s is refused: %s"
                  .formatted(
                      named("account", settings.account()),
                      named("partition", settings.partition()),
                      named("QOS", settings.qos()),
                      text),
              "set account, partition and qos as the site's documents say");
      case SubmitReply.Unsure(String what) ->
          new Failed("the answer to a held job was lost: " + what, "run it again");
    };
  }

  private static String named(String kind, @Nullable String name) {
    return name == null ? "the default " + kind : kind + ' ' + name;
  }

  private CheckOutcome accounting() throws TargetTroubleException {
    return switch (conversation.accounting(Set.of(), clock.instant().minus(SOON))) {
      case Accounting.Kept _ -> new Passed("it answers");
      case Accounting.Off(String why) ->
          ways.files().isPresent()
              ? new Skipped("there is none (%s); exit records stand in for it".formatted(why))
              : new Failed(
                  "there is none (%s), and no way to exit records: what ends while Berth is away is lost"
                      .formatted(why),
                  "set host, or mount, so that files can be read");
    };
  }

  private CheckOutcome files() {
    if (ways.files().isEmpty()) {
      return new Skipped(
          "slurmrestd shows none: set host or mount for logs and exit records; %s must be there"
              .formatted(settings.scratch()));
    }
    SiteFiles files = ways.files().get();
    return outcome(
        () -> {
          String probe = settings.scratch() + "/.check-" + UUID.randomUUID();
          files.makeFolder(settings.scratch());
          boolean made = files.create(probe, "berth");
          boolean read = files.read(probe, 0, 10).isPresent();
          files.remove(probe);
          return made && read
              ? new Passed("%s can be written, by %s".formatted(settings.scratch(), files.way()))
              : new Failed(
                  "a file written to %s cannot be read".formatted(settings.scratch()),
                  "see that it is a file system that login and compute nodes share");
        },
        "set scratch to a folder of yours on the shared file system");
  }

  private static CheckOutcome outcome(Step step, String remedy) {
    try {
      return step.take();
    } catch (TargetTroubleException e) {
      Throwable cause = e.getCause();
      return new Failed(
          cause == null ? String.valueOf(e.getMessage()) : e.getMessage() + ": " + cause, remedy);
    }
  }
}
