package dev.berth.provisioner;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.JobId;
import dev.berth.contracts.PlacedAttempt;
import dev.berth.contracts.TargetId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A job's story, whatever the order of things: where its attempts are placed, which the targets
 * have no room for, which are cancelled before anything is heard of them.
 *
 * @param places by attempt, from the first
 * @param overlap whether attempts may
 * @param refused whom its target has no room for
 * @param hasty whose ending and successor are written at once, without waiting for what the
 *     provisioner says: worse than the monitor may do
 */
record Scenario(
    List<PlacedAttempt> places, boolean overlap, Set<AttemptId> refused, Set<AttemptId> hasty) {

  static final List<TargetId> TARGETS = List.of(new TargetId("a"), new TargetId("b"));

  static Scenario of(Random random) {
    JobId job = new JobId("job");
    List<PlacedAttempt> places = new ArrayList<>();
    Set<AttemptId> refused = new HashSet<>();
    Set<AttemptId> hasty = new HashSet<>();
    boolean overlap = random.nextInt(4) == 0;
    int attempts = 1 + random.nextInt(4);
    for (int number = 1; number <= attempts; number++) {
      AttemptId attempt = job.attempt(number);
      places.add(new PlacedAttempt(attempt, TARGETS.get(random.nextInt(TARGETS.size()))));
      if (random.nextInt(4) == 0) {
        refused.add(attempt);
      } else if (random.nextInt(4) == 0) {
        hasty.add(attempt);
      }
    }
    return new Scenario(places, overlap, refused, hasty);
  }
}
