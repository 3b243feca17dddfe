package dev.berth.local.cli;

import dev.berth.local.client.Complaint;
import dev.berth.local.client.ExitCode;
import dev.berth.local.demo.ClusterDemo;
import dev.berth.local.demo.Clusters;
import dev.berth.local.demo.Demo;
import dev.berth.local.demo.DemoFailure;
import dev.berth.local.demo.Play;
import dev.berth.local.demo.ProjectClusters;
import dev.berth.local.platform.Home;
import dev.berth.local.platform.LocalFleet;
import dev.berth.local.platform.Place;
import dev.berth.local.platform.PlatformException;
import dev.berth.local.platform.Running;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the whole loop. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Plays the whole loop on this machine, in a platform of its own on free ports: real jobs, a training that is killed and"
          + " goes on elsewhere, decisions explained, one trace. Ends with 0 only if all of it happened, and leaves no process"
          + " behind.",
      "With --kubernetes it plays a job over two Kubernetes clusters: the node under it loses its power, and it goes on on the"
          + " other cluster. They are the project's own (testing/live/kubernetes/cluster install builds them), or two of yours"
          + " (--kubeconfig A --kubeconfig B, or --kubeconfig A --context X --context Y), on which the demo deletes its own Job"
          + " instead."
    })
final class DemoCommand implements Callable<Integer> {

  private static final String FOLDER = ".berth/demo";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Its folder, which it empties first; .berth/demo beside the script if not said.")
  private @Nullable Path folder;

  @Mixin private ClustersOption over = new ClustersOption();

  @Mixin private PortsOption ports = new PortsOption(PortsOption.FREE);

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli's to set
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException, PlatformException, InterruptedException {
    Home home = PlaceOption.home();
    Place place = new Place(folder == null ? home.path().resolve(FOLDER) : folder);
    if (Running.anyLives(place)) {
      throw new Complaint(
          ExitCode.FAILED, "a demo is running in %s already".formatted(place.path()));
    }
    Optional<Clusters> clusters = over.clusters(home, place);
    clearAway(home, place);
    Play play = clusters.isPresent() ? over(clusters.get(), home, place) : overPools(home, place);
    Runtime.getRuntime().addShutdownHook(new Thread(play::close, "end"));
    try {
      play.play();
    } catch (DemoFailure e) {
      throw new Complaint(
          ExitCode.FAILED,
          "%s\nThe services' logs are in %s"
              .formatted(e.getMessage(), place.path().resolve("logs")));
    }
    return ExitCode.OK.number();
  }

  private Play overPools(Home home, Place place) throws IOException, PlatformException {
    Path fleet = LocalFleet.of(home, place);
    return new Demo(
        home, place, new Running(ports.ports(), fleet.toString()), spec.commandLine().getOut());
  }

  private Play over(Clusters clusters, Home home, Place place) throws IOException {
    Files.createDirectories(place.path().resolve("run"));
    return new ClusterDemo(
        home,
        place,
        new Running(ports.ports(), place.fleet().toString()),
        clusters,
        spec.commandLine().getOut());
  }

  private static void clearAway(Home home, Place place) throws IOException, InterruptedException {
    try {
      new ProjectClusters(home, place, Map.of()).endThoseOfAKilledDemo();
    } catch (DemoFailure e) {
      throw new Complaint(ExitCode.FAILED, String.valueOf(e.getMessage()));
    }
    empty(place);
  }

  /** Only what a demo, or a platform, has put there. */
  private static void empty(Place place) throws IOException {
    if (!Files.isDirectory(place.path())) {
      return;
    }
    try (var entries = Files.list(place.path())) {
      if (entries.findAny().isPresent() && !Files.isDirectory(place.path().resolve("run"))) {
        throw new Complaint(
            ExitCode.USAGE, "%s is not empty and no demo's folder".formatted(place.path()));
      }
    }
    Files.walkFileTree(
        place.path(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException trouble)
              throws IOException {
            if (trouble != null) {
              throw trouble;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
