package dev.berth.targets.vm.making;

import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.vm.machines.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks with {@code ssh-keyscan}, which needs no key. Another host key than the given one is waited
 * out like silence: images without cloud-init answer with their own until they are told.
 */
final class KeyScan implements Arrival {

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int SECONDS = 5;

  private final Duration within;

  /**
   * @param within the longest wait for all together
   */
  KeyScan(Duration within) {
    this.within = within;
  }

  @Override
  public Optional<String> await(List<Machine> machines) throws TargetTroubleException {
    long end = System.nanoTime() + within.toNanos();
    for (Machine machine : machines) {
      String last = "nothing";
      while (true) {
        List<String> keys = keys(machine);
        if (keys.contains(machine.hostKey()) || (machine.hostKey() == null && !keys.isEmpty())) {
          break;
        }
        last = keys.isEmpty() ? last : "another host key than it was given";
        if (System.nanoTime() > end) {
          return Optional.of(
              "machine %s at %s answered with %s within %s"
                  .formatted(machine.name(), machine.address(), last, within));
        }
        LockSupport.parkNanos(PAUSE.toNanos());
        if (Thread.currentThread().isInterrupted()) {
          throw new TargetTroubleException("interrupted while machines were booting");
        }
      }
    }
    return Optional.empty();
  }

  private static List<String> keys(Machine machine) throws TargetTroubleException {
    List<String> words =
        new ArrayList<>(List.of("ssh-keyscan", "-T", Integer.toString(SECONDS), "-t", "ed25519"));
    if (machine.port() != null) {
      words.addAll(List.of("-p", Integer.toString(Objects.requireNonNull(machine.port()))));
    }
    words.addAll(List.of("--", machine.address()));
    try {
      Process process =
          new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String text =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      return text.lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.substring(line.indexOf(' ') + 1).strip())
          .toList();
    } catch (IOException e) {
      throw new TargetTroubleException("ssh-keyscan cannot be run", e);
    }
  }
}
