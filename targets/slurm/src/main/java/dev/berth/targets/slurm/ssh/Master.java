package dev.berth.targets.slurm.ssh;

import dev.berth.targets.slurm.site.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one connection that all commands to a login node share (ssh_config(5), {@code ControlPath}).
 * One that the user's own configuration names and that is open is used, since a person may have
 * passed a second factor for it; otherwise this makes one, which ends with this program.
 */
final class Master implements AutoCloseable {

  private static final Duration LOOK = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Transport.Ssh transport;
  private final Duration timeout;
  private @Nullable Path folder;
  private @Nullable Process process;
  private boolean theirs;

  Master(Transport.Ssh transport, Duration timeout) {
    this.transport = transport;
    this.timeout = timeout;
  }

  /** The words before a command's own, once the connection is there; else why it is not. */
  synchronized Way way() throws InterruptedException {
    try {
      if (theirs || lives()) {
        return new Way.Open(words());
      }
      theirs = theirsIsOpen();
      return theirs ? new Way.Open(words()) : open();
    } catch (IOException e) {
      return new Way.Closed("ssh cannot be run: " + e.getMessage());
    }
  }

  /** Whether there is a way. */
  sealed interface Way {
    record Open(List<String> words) implements Way {
      public Open {
        words = List.copyOf(words);
      }
    }

    record Closed(String why) implements Way {}
  }

  /** To be called after a command that did not get through: the connection is looked at anew. */
  synchronized void doubt() {
    theirs = false;
    if (process != null && !socket().map(Files::exists).orElse(false)) {
      end();
    }
  }

  private Way open() throws IOException, InterruptedException {
    end();
    Path made =
        Files.createTempDirectory(
            "berth-ssh",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    folder = made;
    Path complaints = made.resolve("err");
    List<String> words = new ArrayList<>(program());
    words.addAll(List.of("-N", "-M", "-S", made.resolve("s").toString()));
    words.addAll(List.of("-o", "ControlPersist=no", "--", transport.host()));
    Process started =
        new ProcessBuilder(words)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(complaints.toFile())
            .start();
    process = started;
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!Files.exists(made.resolve("s"))) {
      if (started.waitFor(PAUSE.toMillis(), TimeUnit.MILLISECONDS)
          || System.nanoTime() > deadline) {
        String said = Files.readString(complaints).strip().lines().reduce("", (_, last) -> last);
        end();
        return new Way.Closed(
            "ssh to %s: %s"
                .formatted(
                    transport.host(), said.isEmpty() ? "no answer within " + timeout : said));
      }
    }
    return new Way.Open(words());
  }

  private List<String> words() {
    List<String> words = new ArrayList<>(program());
    words.addAll(List.of("-o", "ControlMaster=no"));
    if (!theirs) {
      words.addAll(List.of("-S", socket().orElseThrow().toString()));
    }
    words.addAll(List.of("-T", "--", transport.host()));
    return words;
  }

  /** What a person has opened: the configuration names a socket, and somebody listens there. */
  private boolean theirsIsOpen() throws IOException, InterruptedException {
    List<String> configured = new ArrayList<>(program());
    configured.addAll(List.of("-G", "--", transport.host()));
    Ran said = Ran.of(configured, new byte[0], LOOK);
    boolean named =
        said.out()
            .lines()
            .anyMatch(line -> line.startsWith("controlpath ") && !line.endsWith(" none"));
    if (!named) {
      return false;
    }
    List<String> check = new ArrayList<>(program());
    check.addAll(List.of("-O", "check", "--", transport.host()));
    return Ran.of(check, new byte[0], LOOK).code() == 0;
  }

  /** Options of the fleet file come first: ssh takes the first that it is told. */
  private List<String> program() {
    List<String> words = new ArrayList<>(List.of("ssh"));
    if (transport.config() != null) {
      words.addAll(List.of("-F", transport.config()));
    }
    transport.options().forEach(option -> words.addAll(List.of("-o", option)));
    words.addAll(
        List.of(
            "-o", "BatchMode=yes",
            "-o", "ConnectTimeout=" + Math.max(1, timeout.toSeconds()),
            "-o", "ServerAliveInterval=15",
            "-o", "ServerAliveCountMax=3"));
    if (transport.user() != null) {
      words.addAll(List.of("-l", transport.user()));
    }
    return words;
  }

  private Optional<Path> socket() {
    return Optional.ofNullable(folder).map(made -> made.resolve("s"));
  }

  private boolean lives() {
    return process != null && process.isAlive() && socket().map(Files::exists).orElse(false);
  }

  private void end() {
    if (process != null) {
      process.destroy();
      process = null;
    }
    if (folder != null) {
      try {
        Files.deleteIfExists(folder.resolve("err"));
        Files.deleteIfExists(folder.resolve("s"));
        Files.deleteIfExists(folder);
      } catch (IOException e) {
        // It is a folder of the temporary ones, and empties itself there.
      }
      folder = null;
    }
  }

  @Override
  public synchronized void close() {
    end();
  }
}
