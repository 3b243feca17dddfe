package dev.berth.provisioner.telemetry;

import dev.berth.provisioner.Answer;
import dev.berth.provisioner.Task;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.SubmitOutcome;
import org.jboss.logging.Logger;

/** Writes what came of calls, one line an outcome. */
public final class CallLog {

  private static final Logger LOG = Logger.getLogger(CallLog.class);

  void answered(Task task, Answer.Reply reply) {
    switch (reply) {
      case Answer.OfSubmit submit -> submitted(task, submit.outcome());
      case Answer.OfRelease release -> released(task, release.outcome());
      case Answer.Published _ -> LOG.debugf("Published. %s event=%s", at(task), event(task));
      case Answer.Trouble trouble when trouble.ours() ->
          LOG.errorf(trouble.cause(), "A bug in Berth; it is tried again. %s", at(task));
      case Answer.Trouble trouble ->
          LOG.warnf("Trouble; it is tried again. %s cause=%s", at(task), trouble.reason());
    }
  }

  private static void submitted(Task task, SubmitOutcome outcome) {
    switch (outcome) {
      case SubmitOutcome.Submitted taken ->
          LOG.infof(
              "Submitted. %s native=%s adopted=%s", at(task), taken.nativeId(), taken.adopted());
      case SubmitOutcome.Refused refused ->
          LOG.infof(
              "Refused. %s category=%s reason=%s", at(task), refused.category(), refused.reason());
    }
  }

  private static void released(Task task, ReleaseOutcome outcome) {
    switch (outcome) {
      case ReleaseOutcome.Released released ->
          LOG.infof("Released. %s evidence=%s", at(task), released.evidence());
      case ReleaseOutcome.Releasing releasing ->
          LOG.debugf("Still releasing. %s waitingFor=%s", at(task), releasing.waitingFor());
    }
  }

  private static String at(Task task) {
    return "attempt=%s target=%s call=%s traceparent=%s"
        .formatted(
            task.place().attempt(),
            task.place().target(),
            CallMeters.kind(task),
            task.traceparent());
  }

  private static String event(Task task) {
    return task instanceof Task.Publish publish
        ? publish.event().getClass().getSimpleName()
        : CallMeters.kind(task);
  }
}
