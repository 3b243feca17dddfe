package dev.berth.local.cli;

import dev.berth.local.client.Complaint;
import dev.berth.local.client.ExitCode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** In the help only: the script runs it before it comes here. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measures how fast it is, each number as a ratio against a reference in the same run.",
      "docs/benchmarks.md has what was measured, and on what."
    })
final class BenchCommand implements Runnable {

  @Parameters(arity = "0..*", paramLabel = "NAME", description = "Which; all if none is named.")
  private List<String> names = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = "text, or json.")
  private String form = "text";

  @Override
  public void run() {
    throw new Complaint(
        ExitCode.USAGE,
        "run it through the script, ./berth bench %s --output %s"
            .formatted(String.join(" ", names), form));
  }
}
