package dev.berth.local.cli;

import dev.berth.local.client.Complaint;
import dev.berth.local.client.ExitCode;
import dev.berth.local.client.Ids;
import dev.berth.local.traces.JobTrace;
import dev.berth.local.traces.SpanFiles;
import dev.berth.local.traces.TraceTree;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Draws a job's trace. */
@Command(
    name = "trace",
    mixinStandardHelpOptions = true,
    description = {
      "Draws the one trace of a job, from its request through every attempt, as a tree.",
      "It reads the files that the platform's receiver keeps (at most 128 MiB), so no service need be up."
    })
final class TraceCommand implements Callable<Integer> {

  @Mixin private PlaceOption where = new PlaceOption();
  @Mixin private OutputOption output = new OutputOption();

  @Parameters(paramLabel = "ID", description = "The job.")
  private String id = "";

  @Override
  public Integer call() throws IOException {
    String job = Ids.checked(id);
    JobTrace trace =
        JobTrace.of(job, new SpanFiles(where.place().traces()).read())
            .orElseThrow(() ->
                new Complaint(
                    ExitCode.UNKNOWN,
                    "no span of a job '%s' is in %s".formatted(job, where.place().traces())));
    output.print(trace, () -> TraceTree.of(trace));
    return ExitCode.OK.number();
  }
}
