package dev.berth.monitor;

import dev.berth.contracts.Envelope;
import dev.berth.contracts.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an event or a timer has made of a job.
 *
 * @param state the job as it is now, with the outputs already taken in; null to forget it
 * @param outputs what is to be written, in this order, together with the state or not at all
 */
public record Folded(@Nullable JobState state, List<Envelope<? extends Event>> outputs) {

  /** Copies the list. */
  public Folded {
    outputs = List.copyOf(outputs);
  }
}
