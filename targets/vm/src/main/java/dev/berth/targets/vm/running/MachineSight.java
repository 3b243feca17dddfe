package dev.berth.targets.vm.running;

import dev.berth.contracts.AttemptId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What one look at a machine has found.
 *
 * @param workers by attempt and rank
 * @param closed the attempts whose release has begun there
 */
public record MachineSight(
    Map<AttemptId, Map<Integer, WorkerSight>> workers, Set<AttemptId> closed) {

  /** Copies the outer collections. */
  public MachineSight {
    workers = Map.copyOf(workers);
    closed = Set.copyOf(closed);
  }

  /** Reads what {@code look} prints; lines that are not understood are none. */
  static MachineSight parse(String machine, String printed) {
    Map<AttemptId, Map<Integer, WorkerSight>> workers = new HashMap<>();
    Set<AttemptId> closed = new HashSet<>();
    String boot = "";
    for (String line : printed.lines().toList()) {
      String[] parts = line.split("\t", -1);
      Optional<AttemptId> attempt = parts.length < 2 ? Optional.empty() : attempt(parts[1]);
      if (parts[0].equals("boot") && parts.length == 2) {
        boot = parts[1];
      } else if (parts[0].equals("run") && parts.length == 3 && attempt.isPresent()) {
        workers.computeIfAbsent(attempt.get(), _ -> new TreeMap<>());
        if (parts[2].equals("closed")) {
          closed.add(attempt.get());
        }
      } else if (parts[0].equals("worker") && parts.length == 8 && attempt.isPresent()) {
        workers
            .computeIfAbsent(attempt.get(), _ -> new TreeMap<>())
            .put(Integer.valueOf(parts[2]), worker(machine, boot, parts));
      } else if (parts[0].equals("wiped") && parts.length == 3 && attempt.isPresent()) {
        workers
            .computeIfAbsent(attempt.get(), _ -> new TreeMap<>())
            .put(
                Integer.valueOf(parts[2]),
                new WorkerSight.Gone(
                    "worker %s began on %s, which answers, and its folder there is gone"
                        .formatted(parts[2], machine)));
      }
    }
    return new MachineSight(workers, closed);
  }

  private static WorkerSight worker(String machine, String boot, String[] parts) {
    String notice = parts[6].isEmpty() ? null : parts[6].replaceFirst("^\\d+ ", "");
    Optional<ExitRecord> exit = ExitRecord.parse(parts[5]);
    String[] leader = parts[4].split(" ");
    if (parts[3].equals("alive") && leader.length == 4) {
      return new WorkerSight.Running(
          Instant.ofEpochSecond(Long.parseLong(leader[3])), leader[0] + ':' + leader[1], notice);
    }
    if (exit.isPresent()) {
      return new WorkerSight.Ended(exit.get(), tail(parts[7]), notice);
    }
    if (!parts[3].equals("dead")) {
      return new WorkerSight.Starting();
    }
    return new WorkerSight.Gone(
        leader.length == 4 && !leader[2].equals(boot)
            ? "%s was booted again since worker %s began, which left no exit record"
                .formatted(machine, parts[2])
            : "process %s of worker %s on %s is gone and left no exit record"
                .formatted(leader[0], parts[2], machine));
  }

  private static String tail(String base64) {
    String text = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    return text.substring(Math.max(0, text.length() - 4_096));
  }

  private static Optional<AttemptId> attempt(String name) {
    try {
      return Optional.of(AttemptId.parse(name));
    } catch (IllegalArgumentException e) {
      // A folder of somebody else's.
      return Optional.empty();
    }
  }
}
