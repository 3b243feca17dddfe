package dev.berth.local.cli;

import dev.berth.local.client.ExitCode;
import dev.berth.local.platform.Home;
import dev.berth.local.platform.LocalFleet;
import dev.berth.local.platform.Place;
import dev.berth.local.platform.Platform;
import dev.berth.local.platform.PlatformException;
import dev.berth.local.platform.Ports;
import dev.berth.local.platform.ProcessMark;
import dev.berth.local.platform.Running;
import dev.berth.local.platform.Supervising;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the platform. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Starts the platform on this machine: a Kafka broker, the three services and a receiver of traces, each a process of"
          + " its own, all on 127.0.0.1.",
      "In the foreground it starts again what dies, and Ctrl-C ends everything but the jobs, which go on and are found again"
          + " by the next ./berth up."
    })
final class UpCommand implements Callable<Integer> {

  @Mixin private PlaceOption where = new PlaceOption();

  @Option(
      names = {"-d", "--detach"},
      description = "Return when all is ready; ./berth down ends it.")
  private boolean detach;

  @Option(
      names = "--fleet",
      paramLabel = "FILE",
      description =
          "The targets; examples/local-fleet.yaml if not said, with its pools in the platform's folder.")
  private @Nullable Path fleet;

  @Mixin private PortsOption ports = new PortsOption(Integer.toString(Ports.DEFAULT_FIRST));

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli's to set
  private CommandSpec spec;

  @Override
  public Integer call() throws PlatformException, InterruptedException, IOException {
    Home home = PlaceOption.home();
    Place place = where.place();
    Path file = fleet == null ? LocalFleet.of(home, place) : fleet.toAbsolutePath().normalize();
    Platform platform =
        new Platform(home, place, new Running(ports.ports(), file.toString()), this::tell);
    AtomicBoolean keep = new AtomicBoolean();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(platform, place, keep.get()), "end"));
    platform.start();
    tell("up in " + place.path());
    if (detach) {
      keep.set(true);
    } else {
      ProcessMark.of(ProcessHandle.current()).ifPresent(place.supervisor()::write);
      new Supervising(platform, this::tell).run();
    }
    return ExitCode.OK.number();
  }

  /** At the end of this program, whatever the reason; after a start that failed, too. */
  private void end(Platform platform, Place place, boolean keep) {
    if (!keep) {
      platform.close();
      place
          .supervisor()
          .process()
          .filter(ProcessHandle.current()::equals)
          .ifPresent(_ -> place.supervisor().delete());
    }
  }

  private void tell(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }
}
