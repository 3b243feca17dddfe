package dev.berth.provisioner;

import dev.berth.contracts.Envelope;
import dev.berth.contracts.EventId;
import dev.berth.contracts.EventType;
import dev.berth.contracts.ProvisionEvent;
import dev.berth.contracts.TargetId;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.TargetTroubleException;
import java.io.IOException;
import java.time.InstantSource;

/** Carries tasks out with the targets' drivers. */
public final class Performing implements Calls {

  /** The CloudEvents source of what the provisioner writes. */
  public static final String SOURCE = "/berth/provisioner";

  private final Targets targets;
  private final Outcomes outcomes;
  private final InstantSource clock;

  /** Over those targets. */
  public Performing(Targets targets, Outcomes outcomes, InstantSource clock) {
    this.targets = targets;
    this.outcomes = outcomes;
    this.clock = clock;
  }

  @Override
  public Answer perform(Task task) {
    Answer.Reply reply;
    try {
      reply = reply(task);
    } catch (TargetTroubleException | IOException e) {
      reply = new Answer.Trouble(e, false);
    } catch (RuntimeException e) {
      reply = new Answer.Trouble(e, true);
    }
    return new Answer(reply, clock.instant(), task.traceparent());
  }

  private Answer.Reply reply(Task task) throws TargetTroubleException, IOException {
    return switch (task) {
      case Task.Submit submit -> new Answer.OfSubmit(driver(task).submit(submission(submit)));
      case Task.Releasing _ -> new Answer.OfRelease(driver(task).release(task.place().attempt()));
      case Task.Publish publish -> {
        outcomes.publish(envelope(publish));
        yield new Answer.Published();
      }
    };
  }

  private Driver driver(Task task) throws TargetTroubleException {
    TargetId target = task.place().target();
    return targets
        .driver(target)
        .orElseThrow(
            () -> new TargetTroubleException("target '" + target + "' is not in the fleet"));
  }

  private static Submission submission(Task.Submit submit) {
    return new Submission(
        submit.place().attempt(),
        submit.placement().spec(),
        submit.placement().resumed(),
        submit.traceparent(),
        submit.first());
  }

  private Envelope<ProvisionEvent> envelope(Task.Publish publish) {
    return new Envelope<>(
        EventId.derived(publish.place().attempt(), EventType.of(publish.event())),
        SOURCE,
        clock.instant(),
        publish.traceparent(),
        publish.event());
  }
}
