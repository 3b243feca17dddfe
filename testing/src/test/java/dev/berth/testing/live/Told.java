package dev.berth.testing.live;

import dev.berth.contracts.Event;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobPlaced;
import dev.berth.testing.platform.Events;
import dev.berth.testing.platform.Part;
import dev.berth.testing.platform.Platform;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a platform's services tell of a job.
 *
 * @param platform whose logs are shown where something was not told in time
 * @param events all that is told
 * @param patience how long is waited for it
 */
public record Told(Platform platform, Events events, Duration patience) {

  /** The first such event that was told of a job, or is told in time. */
  public <E extends Event> E heard(JobId job, Class<E> type, Predicate<E> which)
      throws InterruptedException {
    return events.await(
        job,
        type,
        which,
        patience,
        () -> platform.logTail(Part.PROVISIONER) + platform.logTail(Part.MONITOR));
  }

  /** All that was told of a job so far and is of that kind. */
  public <E extends Event> List<E> all(JobId job, Class<E> type) {
    return events.of(job).stream()
        .map(envelope -> (Event) envelope.event())
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  /** The decision that places that attempt. */
  public JobPlaced placed(JobId job, int attempt) throws InterruptedException {
    return heard(job, JobPlaced.class, placed -> placed.attempt().number() == attempt);
  }
}
