package dev.berth.local.platform;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds who listens on a port, as far as this system and this user's rights tell. */
public final class PortHolder {

  private static final String LISTENING = "0A";
  private static final int LOCAL_ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  private PortHolder() {}

  /** Who it is, such as {@code pid 4711 (java)}; empty where that cannot be known. */
  public static Optional<String> of(int port) {
    Set<String> sockets = new HashSet<>();
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      sockets.addAll(sockets(Path.of(table), port));
    }
    return sockets.isEmpty()
        ? Optional.empty()
        : ProcessHandle.allProcesses()
            .filter(process -> holdsOneOf(process.pid(), sockets))
            .findFirst()
            .map(PortHolder::named);
  }

  private static Set<String> sockets(Path table, int port) {
    Set<String> found = new HashSet<>();
    String suffix = String.format(Locale.ROOT, ":%04X", port);
    try {
      for (String line : Files.readAllLines(table)) {
        String[] fields = line.strip().split("\\s+");
        if (fields.length > INODE
            && fields[LOCAL_ADDRESS].endsWith(suffix)
            && fields[STATE].equals(LISTENING)) {
          found.add("socket:[" + fields[INODE] + "]");
        }
      }
    } catch (IOException e) {
      // Not Linux, or not allowed: the answer is then that it is not known.
      return Set.of();
    }
    return found;
  }

  private static boolean holdsOneOf(long pid, Set<String> sockets) {
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
      for (Path file : files) {
        if (sockets.contains(Files.readSymbolicLink(file).toString())) {
          return true;
        }
      }
    } catch (IOException e) {
      // Another user's process, or one that has just ended.
      return false;
    }
    return false;
  }

  private static String named(ProcessHandle process) {
    return process
        .info()
        .command()
        .map(command -> "pid %d (%s)".formatted(process.pid(), Path.of(command).getFileName()))
        .orElse("pid " + process.pid());
  }
}
