package dev.berth.provisioner;

import dev.berth.contracts.AttemptRefused;
import dev.berth.contracts.AttemptReleased;
import dev.berth.contracts.AttemptSubmitted;
import dev.berth.contracts.PlacedAttempt;
import dev.berth.contracts.ProvisionEvent;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.SubmitOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one job's events and its targets' answers lead to, one after the other. Pure: the same
 * inputs give the same steps. An input that has been overtaken changes nothing.
 */
public final class Lane {

  private final Instant now;
  private final List<Directive> directives = new ArrayList<>();
  private LaneState state;

  private Lane(LaneState state, Instant now) {
    this.state = state;
    this.now = now;
  }

  /** The step that this input leads to. */
  public static Step after(LaneState state, LaneInput input) {
    Lane lane = new Lane(state, input.at());
    switch (input) {
      case LaneInput.Placed placed -> lane.placed(placed);
      case LaneInput.Ended ended -> lane.ended(ended);
      case LaneInput.Answered answered -> lane.answered(answered);
      case LaneInput.Due due -> lane.due(due);
    }
    return new Step(lane.state, lane.directives);
  }

  private void placed(LaneInput.Placed placed) {
    PlacedAttempt place = placed.placement().place();
    if (place.attempt().number() < state.highest()) {
      skip(placed, Directive.Staleness.OLDER);
    } else if (state.closed().contains(place)) {
      skip(placed, Directive.Staleness.ENDED);
    } else {
      LaneState before = state;
      state = state.seeing(place);
      Optional<Course> known = state.course(place);
      if (known.isPresent()) {
        state = state.with(known.get().with(placed.receipt()));
      } else {
        begin(placed, before);
      }
    }
  }

  /**
   * @param before what was known when the decision came
   */
  private void begin(LaneInput.Placed placed, LaneState before) {
    Placement placement = placed.placement();
    boolean first = placed.first() && placement.place().attempt().number() > before.highest();
    Task.Submit submit = new Task.Submit(placement.place(), placement, placed.traceparent(), first);
    Course course =
        new Course(new Stage.Fenced(submit, now), null, new TreeSet<>(Set.of(placed.receipt())));
    if (placement.spec().overlap()) {
      perform(course, submit);
      return;
    }
    state = state.with(course);
    SortedSet<PlacedAttempt> earlier = state.before(placement.place());
    PlacedAttempt previous = placement.previous();
    if (previous != null && !before.isReleased(previous)) {
      earlier.add(previous);
    }
    for (PlacedAttempt one : earlier) {
      end(new Task.Fence(one, placed.traceparent()), null);
    }
    startUnfenced();
  }

  private void ended(LaneInput.Ended ended) {
    state = state.closing(ended.place());
    end(new Task.Release(ended.place(), ended.traceparent()), ended.receipt());
  }

  /** Releases an attempt: at once if nothing is under way for it, else after that. */
  private void end(Task.Releasing release, @Nullable Receipt receipt) {
    Optional<Course> known = state.course(release.place());
    Course course =
        known.orElseGet(
            () -> new Course(new Stage.Calling(release, 0, now), null, new TreeSet<>()));
    if (receipt != null) {
      course = course.with(receipt);
    }
    if (known.isEmpty() || course.abandonable()) {
      perform(course, release);
    } else {
      state = state.with(course.releases() ? course : course.endingBy(release));
    }
  }

  /** A submission starts once nothing is left to do for any earlier attempt. */
  private void startUnfenced() {
    for (Course course : state.courses().values()) {
      if (course.stage() instanceof Stage.Fenced fenced && state.before(course.place()).isEmpty()) {
        perform(course, fenced.task());
      }
    }
  }

  private void answered(LaneInput.Answered answered) {
    Optional<Course> known = state.course(answered.task().place());
    if (known.isEmpty()
        || !(known.get().stage() instanceof Stage.Calling calling)
        || !calling.task().equals(answered.task())) {
      return;
    }
    Course course = known.get();
    Answer answer = answered.answer();
    switch (answer.reply()) {
      case Answer.OfSubmit submit -> submitted(course, submit.outcome(), answer);
      case Answer.OfRelease release -> released(course, calling, release.outcome(), answer);
      case Answer.Published _ -> published(course);
      case Answer.Trouble trouble -> again(course, calling, trouble.reason());
    }
  }

  private void submitted(Course course, SubmitOutcome outcome, Answer answer) {
    PlacedAttempt place = course.place();
    switch (outcome) {
      case SubmitOutcome.Submitted taken ->
          publish(
              course,
              new AttemptSubmitted(
                  place.attempt(),
                  place.target(),
                  taken.nativeId(),
                  taken.adopted(),
                  answer.at(),
                  taken.heldSince()),
              answer);
      case SubmitOutcome.Refused refused ->
          perform(
              course,
              new Task.MakeRefusalFinal(
                  place,
                  refused.category(),
                  refused.reason(),
                  refused.heldSince(),
                  answer.traceparent()));
    }
  }

  private void released(
      Course course, Stage.Calling calling, ReleaseOutcome outcome, Answer answer) {
    PlacedAttempt place = course.place();
    switch (outcome) {
      case ReleaseOutcome.Releasing releasing -> again(course, calling, releasing.waitingFor());
      case ReleaseOutcome.Released _
          when calling.task() instanceof Task.MakeRefusalFinal refusal -> {
        state = state.closing(place);
        publish(
            course,
            new AttemptRefused(
                place.attempt(),
                place.target(),
                refusal.category(),
                refusal.reason(),
                answer.at(),
                refusal.heldSince()),
            answer);
      }
      case ReleaseOutcome.Released released ->
          publish(
              course,
              new AttemptReleased(
                  place.attempt(), place.target(), released.evidence(), answer.at()),
              answer);
    }
  }

  private void published(Course course) {
    Task.Releasing ending = course.ending();
    if (ending != null && !course.releases()) {
      perform(course, ending);
      return;
    }
    state = state.without(course.place());
    if (!course.receipts().isEmpty()) {
      directives.add(new Directive.Acknowledge(course.receipts()));
    }
    startUnfenced();
  }

  private void again(Course course, Stage.Calling calling, String reason) {
    Task.Releasing ending = course.ending();
    if (ending != null && calling.task() instanceof Task.Submit) {
      perform(course, ending);
      return;
    }
    int tries = calling.tries() + 1;
    Task task = calling.task().again();
    state = state.with(course.at(new Stage.Waiting(task, tries, reason, calling.since())));
    directives.add(new Directive.Retry(task, tries));
  }

  private void due(LaneInput.Due due) {
    Optional<Course> known = state.course(due.task().place());
    if (known.isPresent()
        && known.get().stage() instanceof Stage.Waiting waiting
        && waiting.tries() == due.tries()
        && waiting.task().equals(due.task())) {
      Stage calling = new Stage.Calling(waiting.task(), waiting.tries(), waiting.since());
      state = state.with(known.get().at(calling));
      directives.add(new Directive.Perform(waiting.task()));
    }
  }

  private void publish(Course course, ProvisionEvent event, Answer answer) {
    perform(course, new Task.Publish(course.place(), event, answer.traceparent()));
  }

  private void perform(Course course, Task task) {
    Course owing = Course.releases(task) ? course.owingNothing() : course;
    state = state.with(owing.at(new Stage.Calling(task, 0, now)));
    directives.add(new Directive.Perform(task));
  }

  private void skip(LaneInput.Placed placed, Directive.Staleness staleness) {
    directives.add(new Directive.Skip(placed.placement().place(), staleness));
    directives.add(new Directive.Acknowledge(new TreeSet<>(Set.of(placed.receipt()))));
  }
}
