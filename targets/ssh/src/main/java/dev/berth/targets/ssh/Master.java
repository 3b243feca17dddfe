package dev.berth.targets.ssh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one connection that all commands to a host share (ssh_config(5), {@code ControlPath}). One
 * that the user's own configuration names and that is open is used, since a person may have passed
 * a second factor for it; otherwise this makes one, which ends with this program, however that
 * ends: at the other end it runs {@code cat}, which reads from here.
 */
final class Master implements AutoCloseable {

  private static final Duration LOOK = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final int MOST_SAID = 4_096;

  private final Host host;
  private final Duration timeout;
  private @Nullable Path socket;
  private volatile @Nullable Process process;
  private volatile boolean closed;
  private boolean theirs;

  Master(Host host, Duration timeout) {
    this.host = host;
    this.timeout = timeout;
  }

  /** The words before a command's own, once the connection is there; else why it is not. */
  synchronized Way way() throws InterruptedException {
    if (closed) {
      return new Way.Closed("ssh to %s: it is no longer spoken to".formatted(host.address()));
    }
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
    if (process != null && !isListening()) {
      end();
    }
  }

  private Way open() throws IOException, InterruptedException {
    end();
    Path made = Sockets.fresh();
    Path complaints = Path.of(made + ".err");
    List<String> words = new ArrayList<>(program());
    words.addAll(List.of("-M", "-S", made.toString(), "-o", "ControlPersist=no"));
    words.addAll(List.of("-T", "--", host.address(), "cat"));
    try (FileChannel said =
        FileChannel.open(
            complaints,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      Process started =
          new ProcessBuilder(words)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(complaints.toFile())
              .start();
      // Both have it open: should this program be killed, nothing is left of it.
      Files.delete(complaints);
      socket = made;
      process = started;
      if (closed) {
        // It was closed before there was anything to end.
        started.destroy();
      }
      long deadline = System.nanoTime() + timeout.toNanos();
      while (!Files.exists(made)) {
        if (started.waitFor(PAUSE.toMillis(), TimeUnit.MILLISECONDS)
            || System.nanoTime() > deadline) {
          String last = last(said);
          end();
          return new Way.Closed(
              "ssh to %s: %s"
                  .formatted(
                      host.address(), last.isEmpty() ? "no answer within " + timeout : last));
        }
      }
      return new Way.Open(words());
    } finally {
      Files.deleteIfExists(complaints);
    }
  }

  private static String last(FileChannel said) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(MOST_SAID);
    said.read(text, Math.max(0, said.size() - MOST_SAID));
    return new String(text.array(), 0, text.position(), StandardCharsets.UTF_8)
        .strip()
        .lines()
        .reduce("", (_, line) -> line);
  }

  private List<String> words() {
    List<String> words = new ArrayList<>(program());
    words.addAll(List.of("-o", "ControlMaster=no"));
    if (!theirs) {
      words.addAll(List.of("-S", Objects.requireNonNull(socket).toString()));
    }
    words.addAll(List.of("-T", "--", host.address()));
    return words;
  }

  /** What a person has opened: the configuration names a socket, and somebody listens there. */
  private boolean theirsIsOpen() throws IOException, InterruptedException {
    List<String> configured = new ArrayList<>(program());
    configured.addAll(List.of("-G", "--", host.address()));
    Ran said = Ran.of(configured, new byte[0], LOOK);
    boolean named =
        said.out()
            .lines()
            .anyMatch(line -> line.startsWith("controlpath ") && !line.endsWith(" none"));
    if (!named) {
      return false;
    }
    List<String> check = new ArrayList<>(program());
    check.addAll(List.of("-O", "check", "--", host.address()));
    return Ran.of(check, new byte[0], LOOK).code() == 0;
  }

  /** Options of the fleet file come first: ssh takes the first that it is told. */
  private List<String> program() {
    List<String> words = new ArrayList<>(List.of("ssh"));
    if (host.config() != null) {
      words.addAll(List.of("-F", host.config()));
    }
    host.options().forEach(option -> words.addAll(List.of("-o", option)));
    words.addAll(
        List.of(
            "-o", "BatchMode=yes",
            "-o", "ConnectTimeout=" + Math.max(1, timeout.toSeconds()),
            "-o", "ServerAliveInterval=15",
            "-o", "ServerAliveCountMax=3"));
    words.addAll(host.own());
    return words;
  }

  private boolean lives() {
    Process mine = process;
    return mine != null && mine.isAlive() && isListening();
  }

  private boolean isListening() {
    return socket != null && Files.exists(socket);
  }

  private void end() {
    endProcess();
    process = null;
    if (socket != null) {
      try {
        Files.deleteIfExists(socket);
      } catch (IOException e) {
        // ssh removes it, too, when it ends.
      }
      socket = null;
    }
  }

  private void endProcess() {
    Process mine = process;
    if (mine != null) {
      mine.destroy();
    }
  }

  /** For good. Whoever waits for the connection, or for what goes over it, hears that it ended. */
  @Override
  public void close() {
    closed = true;
    // At once: one that is being made is not waited for.
    endProcess();
    synchronized (this) {
      end();
    }
  }
}
