package dev.berth.local.cli;

import dev.berth.local.client.ExitCode;
import dev.berth.local.client.Ids;
import dev.berth.local.client.Service;
import dev.berth.local.platform.Part;
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
    description = "Prints what a job's program has printed, of all its workers.")
final class LogsCommand implements Callable<Integer> {

  @Mixin private PlaceOption where = new PlaceOption();

  @Option(
      names = {"-f", "--follow"},
      description = "Go on until the attempt ends.")
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
    try (Stream<String> lines =
        new Service(where.running(), Part.MONITOR).lines(path, "text/plain")) {
      lines.forEach(line -> {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
      });
    }
    return ExitCode.OK.number();
  }
}
