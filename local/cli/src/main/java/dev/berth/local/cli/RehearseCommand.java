package dev.berth.local.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Runs what people run most, without effect, so that the JVM that records a start-up cache sees it.
 * The script runs it once after a build.
 */
@Command(name = "rehearse", hidden = true, description = "Fills the start-up cache.")
final class RehearseCommand implements Runnable {

  @Override
  public void run() {
    Path home = PlaceOption.home().path();
    String nowhere = home.resolve("local/cli/target/nowhere").toString();
    String spec = home.resolve("examples/jobs/default.json").toString();
    String fleet = home.resolve("examples/fleet.yaml").toString();
    for (List<String> arguments :
        List.of(
            List.of("--help"),
            List.of("submit", "--help"),
            List.of("explain", spec, "--fleet", fleet),
            List.of("explain", spec, "--fleet", fleet, "--output", "json"),
            List.of("jobs", "--data", nowhere),
            List.of("trace", "digits", "--data", nowhere))) {
      CommandLine quiet = Berth.commandLine();
      quiet.setOut(new PrintWriter(Writer.nullWriter()));
      quiet.setErr(new PrintWriter(Writer.nullWriter()));
      quiet.execute(arguments.toArray(String[]::new));
    }
  }
}
