package dev.berth.local.cli;

import dev.berth.local.client.ExitCode;
import dev.berth.local.client.Leftovers;
import dev.berth.local.client.LiveJobs;
import dev.berth.local.platform.Place;
import dev.berth.local.platform.PlatformException;
import dev.berth.local.platform.Running;
import dev.berth.local.platform.Stopping;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Ends the platform. */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = {
      "Ends the services, the receiver and the broker, in that order; only processes that ./berth up started, known by pid and"
          + " start time.",
      "Jobs go on, unless --jobs says otherwise: the next ./berth up finds them again."
    })
final class DownCommand implements Callable<Integer> {

  @Mixin private PlaceOption where = new PlaceOption();

  @Option(
      names = "--jobs",
      description = "Cancel all live jobs before, and end whatever of theirs still runs.")
  private boolean jobs;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli's to set
  private CommandSpec spec;

  @Override
  public Integer call() throws PlatformException, InterruptedException {
    Place place = where.place();
    var running = Running.read(place);
    Stopping stopping = new Stopping(place, this::tell);
    if (jobs && running.isPresent()) {
      new LiveJobs(running.get(), this::tell).cancel();
    }
    // It would start again what is ended below; it ends all by itself.
    boolean supervised = stopping.supervisor();
    int ended = stopping.parts();
    if (jobs && running.isPresent()) {
      new Leftovers(running.get(), PlaceOption.home(), place, this::tell).release();
    }
    tell(supervised || ended > 0 ? "down" : "nothing was up in " + place.path());
    return ExitCode.OK.number();
  }

  private void tell(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }
}
