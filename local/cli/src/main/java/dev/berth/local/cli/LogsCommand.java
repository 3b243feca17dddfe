package dev.berth.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.local.client.Complaint;
import dev.berth.local.client.ExitCode;
import dev.berth.local.client.Ids;
import dev.berth.local.client.Service;
import dev.berth.local.platform.Part;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what a job prints. */
@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    description = {
      "Prints what a job's program has printed, straight from its target: a file, pods, Ray. Of several workers, each line"
          + " begins with its worker's name.",
      "It is asked of the monitor, which has the targets' credentials."
    })
final class LogsCommand implements Callable<Integer> {

  private static final String FORM = "text/plain";
  private static final long PAUSE_MILLIS = 500;
  private static final Set<String> ENDED = Set.of("succeeded", "failed", "cancelled", "refused");

  @Mixin private PlaceOption where = new PlaceOption();

  @Option(
      names = {"-f", "--follow"},
      description = "Go on until the attempt ends; wait for it where it has not started yet.")
  private boolean follow;

  @Option(
      names = "--attempt",
      paramLabel = "N",
      description = "Of that attempt; the latest if not said.")
  private @Nullable Integer attempt;

  @Parameters(paramLabel = "ID", description = "The job.")
  private String id = "";

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli's to set
  private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    String path =
        "/jobs/%s/logs?follow=%s%s"
            .formatted(Ids.checked(id), follow, attempt == null ? "" : "&attempt=" + attempt);
    Service monitor = new Service(where.running(), Part.MONITOR);
    try (Stream<String> lines = follow ? awaited(monitor, path) : kept(monitor, path)) {
      lines.forEach(line -> {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
      });
    }
    return ExitCode.OK.number();
  }

  /** The lines, once there are any, or the job has ended without. */
  private Stream<String> awaited(Service monitor, String path) throws InterruptedException {
    String told = "";
    while (true) {
      try {
        return monitor.lines(path, FORM);
      } catch (Complaint complaint) {
        JsonNode job = monitor.get("/jobs/" + id);
        boolean mayCome =
            complaint.code() == ExitCode.UNKNOWN && !ENDED.contains(job.path("phase").asText());
        if (!mayCome) {
          return tail(job, complaint);
        }
        String standing = new JobView(job).phase() + ", " + new JobView(job).why();
        if (!standing.equals(told)) {
          spec.commandLine().getErr().println("no log yet: " + standing);
          told = standing;
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  private Stream<String> kept(Service monitor, String path) throws InterruptedException {
    try {
      return monitor.lines(path, FORM);
    } catch (Complaint complaint) {
      return tail(monitor.get("/jobs/" + id), complaint);
    }
  }

  /**
   * What the monitor kept of a log that its target has no more, as pods that are gone have none.
   */
  private Stream<String> tail(JsonNode job, Complaint complaint) {
    String tail =
        new JobView(job)
            .attempts().reversed().stream()
                .filter(one -> attempt == null || JobView.text(one, "id").endsWith("-" + attempt))
                .map(one -> one.at("/observation/logTail").asText(""))
                .findFirst()
                .orElse("");
    if (complaint.code() != ExitCode.UNKNOWN || tail.isEmpty()) {
      throw complaint;
    }
    spec.commandLine()
        .getErr()
        .println(complaint.getMessage() + "; its end, as the monitor saw it:");
    return tail.lines();
  }
}
