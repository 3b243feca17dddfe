package dev.berth.targets.kubernetes;

import dev.berth.targets.api.TargetTroubleException;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Clears placeholders away after a time in which no late submission can come any more. One takes
 * some 1.2 KB of the API server's store: with 1,000 released attempts a day and 100 days, 120 MB.
 */
final class Clearing {

  private static final Duration INTERVAL = Duration.ofHours(1);
  private static final int AT_ONCE = 1_000;

  private final ClusterObjects objects;
  private final Duration names;
  private final Clock clock;
  private final AtomicReference<Instant> next = new AtomicReference<>(Instant.EPOCH);

  Clearing(ClusterObjects objects, Duration names, Clock clock) {
    this.objects = objects;
    this.names = names;
    this.clock = clock;
  }

  /** Clears if it is time to; a bounded part of it each time. */
  void ifDue() throws TargetTroubleException {
    Instant now = clock.instant();
    Instant due = next.get();
    if (now.isBefore(due) || !next.compareAndSet(due, now.plus(INTERVAL))) {
      return;
    }
    int cleared = 0;
    for (NativeKind kind : NativeKind.values()) {
      for (GenericKubernetesResource placeholder : objects.list(kind, true)) {
        Instant since = Instant.parse(placeholder.getMetadata().getCreationTimestamp());
        if (cleared < AT_ONCE && since.isBefore(now.minus(names))) {
          cleared++;
          if (objects.delete(kind, placeholder) instanceof Reply.Refused<String> refused) {
            throw new TargetTroubleException("delete a placeholder: " + refused.message());
          }
        }
      }
    }
  }
}
