package dev.berth.local.cli;

import dev.berth.local.client.Complaint;
import dev.berth.local.client.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** In the help only: the script runs it before it comes here. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = {
      "Runs what CI runs: formatter check, compiler checks, unit, integration and system tests, simulation, faults.",
      "Further arguments go to Maven, such as -pl contracts."
    })
final class TestCommand implements Runnable {

  @Option(
      names = "--soak",
      description = "What takes minutes, and nothing else: faults by the hundred.")
  private boolean soak;

  @Option(names = "--live", description = "On real Kubernetes clusters, which are built and started for it.")
  private boolean live;

  @Override
  public void run() {
    throw new Complaint(
        ExitCode.USAGE,
        "run it through the script, ./berth test%s%s"
            .formatted(soak ? " --soak" : "", live ? " --live" : ""));
  }
}
