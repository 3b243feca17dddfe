package dev.berth.local.platform;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One platform: starts its parts in order, and ends them the other way round. */
public final class Platform implements AutoCloseable {

  private final Home home;
  private final Place place;
  private final Running running;
  private final Consumer<String> tell;
  private final Launching launching;
  private final Map<Part, Process> processes = new EnumMap<>(Part.class);

  /**
   * Of that folder; nothing is started yet.
   *
   * @param tell is told what happens, in short lines
   */
  public Platform(Home home, Place place, Running running, Consumer<String> tell) {
    this.home = home;
    this.place = place;
    this.running = running;
    this.tell = tell;
    this.launching = new Launching(home, place, running);
  }

  /**
   * Starts everything and returns when all of it is ready. What was started stays when this fails;
   * {@link #close} ends it.
   *
   * @throws PlatformException if it is up already, a port is taken, something is not built, or a
   *     part does not get ready
   */
  public void start() throws PlatformException, InterruptedException {
    try (FileChannel channel = lockFile();
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        throw new PlatformException("another ./berth up is starting in " + place.path());
      }
      check();
      LocalFleet.prepare(Path.of(running.fleet()), home, place);
      running.write(place);
      Readiness readiness = new Readiness(place, running.ports());
      start(List.of(Part.BROKER, Part.TRACES), readiness);
      start(Part.SERVICES, readiness);
    } catch (IOException e) {
      throw new PlatformException("the platform cannot be started: " + e, e);
    }
  }

  private void start(List<Part> parts, Readiness readiness)
      throws IOException, PlatformException, InterruptedException {
    for (Part part : parts) {
      if (!launch(part)) {
        throw new PlatformException("ended while starting");
      }
    }
    for (Part part : parts) {
      Process process = process(part);
      if (process != null) {
        readiness.await(part, process);
        tell.accept("%-11s ready on port %d".formatted(part, part.port(running.ports())));
      }
    }
  }

  /**
   * Starts a part, again too.
   *
   * @return whether it was; not once the platform is being ended
   */
  boolean launch(Part part) throws IOException {
    var started = launching.start(part);
    synchronized (processes) {
      started.ifPresent(process -> processes.put(part, process));
    }
    return started.isPresent();
  }

  /** The process of a part as it was last started here; null if it was not. */
  @Nullable Process process(Part part) {
    synchronized (processes) {
      return processes.get(part);
    }
  }

  /** Ends every part, if any was started here; what ran before stays. */
  @Override
  public void close() {
    launching.close();
    boolean anything;
    synchronized (processes) {
      anything = !processes.isEmpty();
    }
    if (anything) {
      new Stopping(place, tell).parts();
    }
  }

  private FileChannel lockFile() throws IOException {
    Path file = place.running().resolveSibling("lock");
    Files.createDirectories(file.getParent());
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private void check() throws PlatformException {
    if (Running.anyLives(place)) {
      throw new PlatformException("already up in %s; ./berth down ends it".formatted(place.path()));
    }
    List<Path> missing = home.missing();
    if (!missing.isEmpty()) {
      throw new PlatformException("not built: " + missing);
    }
    String taken =
        running.ports().byUse().entrySet().stream()
            .filter(use -> !Ports.isFree(use.getValue()))
            .map(use -> taken(use.getValue(), use.getKey()))
            .collect(Collectors.joining("; "));
    if (!taken.isEmpty()) {
      throw new PlatformException(taken + ". Choose others with --ports FIRST or --ports free");
    }
  }

  private static String taken(int port, String use) {
    return "port %d of the %s is taken%s"
        .formatted(port, use, PortHolder.of(port).map(who -> " by " + who).orElse(""));
  }
}
