package dev.berth.targets.vm.making;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The session that a Terraform and its plug-ins are in, so that they are found when nobody is left
 * who has started them. A plug-in outlives a killed Terraform by seconds, and goes on creating.
 *
 * @param pid of the Terraform that leads it
 * @param start when it started, in clock ticks since the machine did ({@code proc(5)}, field 22)
 */
record Session(long pid, String start) {

  /** Fields of {@code /proc/PID/stat}, counted behind the name in parentheses, from 0. */
  private static final int STATE = 0;

  private static final int SESSION = 3;
  private static final int START = 19;
  private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

  /** What a leader has written of itself: its own {@code /proc/PID/stat}; empty if not whole. */
  static Optional<Session> parse(String stat) {
    String[] fields = fields(stat);
    int blank = stat.indexOf(' ');
    return fields.length > START && blank > 0
        ? Optional.of(new Session(Long.parseLong(stat.substring(0, blank)), fields[START]))
        : Optional.empty();
  }

  /** Whether the leader lives. */
  boolean leads() {
    String[] fields = stat(pid);
    return lives(fields) && fields[START].equals(start);
  }

  /**
   * Those of it who live. Without its leader its number could in time be another session's; not
   * while one of its processes lives, and then only a process that leads is looked at twice.
   */
  List<Long> members() {
    String[] leader = stat(pid);
    if (lives(leader) && !leader[START].equals(start)) {
      return List.of();
    }
    List<Long> members = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path one : all) {
        long id = Long.parseLong(one.getFileName().toString());
        String[] fields = stat(id);
        if (lives(fields) && fields[SESSION].equals(Long.toString(pid))) {
          members.add(id);
        }
      }
    } catch (IOException e) {
      return members;
    }
    return members;
  }

  /** Waits until all have ended; false if some live on after that time. */
  boolean ends(Duration within) {
    long end = System.nanoTime() + within.toNanos();
    while (!members().isEmpty()) {
      if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return true;
  }

  /**
   * Waits until the leader has ended; false if it lives on after that time. Its plug-ins may
   * outlive it, if it was killed: some never end by themselves.
   */
  boolean leaderEnds(Duration within) {
    long end = System.nanoTime() + within.toNanos();
    while (leads()) {
      if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return true;
  }

  /** Asks the leader to stop in order: Terraform waits for what it has ordered, and keeps it. */
  void interrupt() throws IOException {
    if (leads()) {
      new ProcessBuilder("kill", "-INT", Long.toString(pid)).start();
    }
  }

  /** Ends all at once. */
  void kill() {
    for (long member : members()) {
      ProcessHandle.of(member).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  private static boolean lives(String[] fields) {
    return fields.length > START && !fields[STATE].equals("Z") && !fields[STATE].equals("X");
  }

  private static String[] stat(long pid) {
    try {
      return fields(
          Files.readString(
              Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return new String[0];
    }
  }

  private static String[] fields(String stat) {
    int name = stat.lastIndexOf(')');
    return name < 0 ? new String[0] : stat.substring(Math.min(name + 2, stat.length())).split(" ");
  }
}
