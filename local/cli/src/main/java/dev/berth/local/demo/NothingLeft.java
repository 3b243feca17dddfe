package dev.berth.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.local.client.Leftovers;
import dev.berth.local.platform.Home;
import dev.berth.local.platform.Part;
import dev.berth.local.platform.Place;
import dev.berth.local.platform.PlatformException;
import dev.berth.local.platform.Running;
import java.util.List;
import java.util.Optional;

/** Nothing of the demo outlives it. */
final class NothingLeft {

  private NothingLeft() {}

  /** Every attempt that the ledger knows is released. */
  static void inTheLedger(Theatre theatre) throws DemoFailure, InterruptedException {
    for (String job : List.of("digits", "failing", "unplaceable")) {
      Waiting.until(
          "the ledger has every attempt of " + job + " released",
          Theatre.SOON,
          () -> {
            JsonNode view = theatre.service(Part.MONITOR).get("/jobs/" + job);
            return hasEnded(view) ? Optional.of(view) : Optional.empty();
          });
    }
    theatre.story().fact("the ledger has every job ended and every attempt released");
  }

  private static boolean hasEnded(JsonNode job) {
    if (!job.hasNonNull("outcome")) {
      return false;
    }
    for (JsonNode attempt : job.path("attempts")) {
      if (attempt.hasNonNull("target") && !attempt.hasNonNull("releasedAt")) {
        return false;
      }
    }
    return true;
  }

  /**
   * Releases what is still on the pools, which after a good end is nothing.
   *
   * @return how many attempts there were
   */
  static int onThePools(Home home, Place place, Running running, Story story)
      throws PlatformException, InterruptedException {
    return new Leftovers(running, home, place, story::tell).release();
  }

  /** No process of the demo is left on this machine, of the platform or of an attempt. */
  static void onTheMachine(Place place, Story story) throws DemoFailure, InterruptedException {
    List<ProcessHandle> attempts = AttemptProcesses.anyUnder(place.path());
    DemoFailure.unless(attempts.isEmpty(), "processes of attempts are left: %s", attempts);
    DemoFailure.unless(!Running.anyLives(place), "processes of the platform are left");
    story.fact("no process is left");
  }
}
