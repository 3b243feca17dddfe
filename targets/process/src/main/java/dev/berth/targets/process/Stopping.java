package dev.berth.targets.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Ends an attempt's processes: all that carry its name in their environment. */
final class Stopping {

  private final PoolSettings settings;

  Stopping(PoolSettings settings) {
    this.settings = settings;
  }

  /** The processes of an attempt that live now. */
  List<ProcessHandle> living(AttemptFolder folder) throws IOException {
    List<ProcessHandle> found = new ArrayList<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        if (belongs(process, folder)) {
          long pid = Long.parseLong(process.getFileName().toString());
          Optional<ProcessHandle> handle = ProcessHandle.of(pid);
          handle.filter(ProcessHandle::isAlive).ifPresent(found::add);
        }
      }
    }
    return found;
  }

  /** A zombie has no environment any more, and nobody else's can be read: both are not ours. */
  private boolean belongs(Path process, AttemptFolder folder) {
    try {
      return Launching.belongs(Files.readAllBytes(process.resolve("environ")), folder, settings);
    } catch (IOException e) {
      return false;
    }
  }
}
