package dev.berth.targets.vm.making;

import dev.berth.targets.api.TargetTroubleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Makes host keys with {@code ssh-keygen}, which must be there for ssh anyway. */
final class HostKeys {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private HostKeys() {}

  /**
   * One for each name; no file of them is left.
   *
   * @param folder that only this user reads
   */
  static Map<String, HostKey> make(Path folder, Collection<String> names)
      throws TargetTroubleException, IOException {
    Map<String, HostKey> keys = new TreeMap<>();
    for (String name : names) {
      keys.put(name, make(folder.resolve("new-key")));
    }
    return keys;
  }

  private static HostKey make(Path file) throws TargetTroubleException, IOException {
    Path shown = file.resolveSibling(file.getFileName() + ".pub");
    Files.deleteIfExists(file);
    try {
      Process process =
          new ProcessBuilder(
                  List.of(
                      "ssh-keygen",
                      "-q",
                      "-t",
                      "ed25519",
                      "-N",
                      "",
                      "-C",
                      "",
                      "-f",
                      file.toString()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new TargetTroubleException("ssh-keygen made no key in " + file.getParent());
      }
      return new HostKey(Files.readString(file), Files.readString(shown).strip());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TargetTroubleException("interrupted while ssh-keygen ran", e);
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(shown);
    }
  }
}
