package dev.berth.monitor.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Observation;
import dev.berth.contracts.TargetId;
import dev.berth.monitor.watch.Reporting.Reported;
import dev.berth.targets.api.NativeAttempt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One row per case: what should be there, what was last said, what is seen, what is reported. */
class ReportingTest {

  private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");
  private static final Instant EARLIER = NOW.minusSeconds(1);
  private static final Duration STRAY = Duration.ofSeconds(5);
  private static final TargetId TARGET = new TargetId("pool-a");
  private static final AttemptId ONE = AttemptId.parse("one-1");

  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private static final Observation RUNNING = new Observation.Running(EARLIER);
  private static final Observation PENDING = new Observation.Pending("being started", null);
  private static final Observation SUCCEEDED = new Observation.Succeeded(NOW);
  private static final Observation ABSENT =
      new Observation.Absent("target pool-a answered and does not list it");
  private static final Observation UNREACHABLE = new Observation.Unreachable("no route", EARLIER);

  /**
   * A case.
   *
   * @param name what is shown
   * @param expected what should be there
   * @param last what was last reported
   * @param look what is seen
   * @param reports what is reported, by attempt
   */
  record Case(
      String name,
      List<Expected> expected,
      Map<AttemptId, Reported> last,
      Look look,
      Map<AttemptId, Observation> reports) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    cases.add(
        new Case(
            "what is seen first is reported",
            List.of(live()),
            Map.of(),
            found(RUNNING),
            Map.of(ONE, RUNNING)));
    cases.add(
        new Case(
            "what has not changed is not reported again",
            List.of(live()),
            said(RUNNING, EARLIER),
            found(RUNNING),
            Map.of()));
    cases.add(
        new Case(
            "what has changed is reported",
            List.of(live()),
            said(PENDING, EARLIER),
            found(RUNNING),
            Map.of(ONE, RUNNING)));
    cases.add(
        new Case(
            "the end of what is known to have ended is still reported",
            List.of(ended()),
            said(RUNNING, EARLIER),
            found(SUCCEEDED),
            Map.of(ONE, SUCCEEDED)));
    cases.add(
        new Case(
            "what should be there and is not is absent",
            List.of(live()),
            said(RUNNING, EARLIER),
            nothing(),
            Map.of(ONE, ABSENT)));
    cases.add(
        new Case(
            "what stays absent is reported at each look: the second one is the proof",
            List.of(live()),
            said(ABSENT, EARLIER),
            nothing(),
            Map.of(ONE, ABSENT)));
    cases.add(
        new Case(
            "what has ended may be gone",
            List.of(ended()),
            said(SUCCEEDED, EARLIER),
            nothing(),
            Map.of()));
    cases.add(
        new Case(
            "what nothing accounts for is reported",
            List.of(),
            Map.of(),
            found(RUNNING),
            Map.of(ONE, RUNNING)));
    cases.add(
        new Case(
            "what nothing accounts for is reported again only after an interval",
            List.of(),
            said(RUNNING, NOW.minus(STRAY).plusMillis(1)),
            found(RUNNING),
            Map.of()));
    cases.add(
        new Case(
            "what nothing accounts for is reported again after the interval",
            List.of(),
            said(RUNNING, NOW.minus(STRAY)),
            found(RUNNING),
            Map.of(ONE, RUNNING)));
    cases.add(
        new Case(
            "on a silent target everything that lives is unreachable",
            List.of(live()),
            said(RUNNING, EARLIER),
            silent(),
            Map.of(ONE, UNREACHABLE)));
    cases.add(
        new Case(
            "a target that stays silent is told of once",
            List.of(live()),
            said(UNREACHABLE, EARLIER),
            silent(),
            Map.of()));
    cases.add(
        new Case(
            "another reason for the same silence is no news",
            List.of(live()),
            said(new Observation.Unreachable("time-out", null), EARLIER),
            silent(),
            Map.of()));
    cases.add(
        new Case(
            "what has ended on a silent target is of no interest",
            List.of(ended()),
            Map.of(),
            silent(),
            Map.of()));
    cases.add(
        new Case(
            "a target that answers again is told of anew",
            List.of(live()),
            said(UNREACHABLE, EARLIER),
            found(RUNNING),
            Map.of(ONE, RUNNING)));
    cases.add(
        new Case(
            "what was reported of something else says nothing",
            List.of(live()),
            Map.of(AttemptId.parse("one-2"), new Reported(RUNNING, EARLIER, TRACE)),
            found(RUNNING),
            Map.of(ONE, RUNNING)));
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void reports(Case one) {
    Map<AttemptId, Expected> expected =
        one.expected().stream()
            .collect(java.util.stream.Collectors.toMap(Expected::attempt, each -> each));

    List<Report> reports =
        new Reporting(STRAY).after(one.look(), expected, one.last(), EARLIER, NOW);

    assertThat(reports)
        .hasSize(one.reports().size())
        .allSatisfy(report ->
            assertThat(report.observation()).isEqualTo(one.reports().get(report.attempt())));
  }

  @Test
  void whatIsNotSeenBelongsToTheTraceInWhichItWasSeen() {
    for (Look look : List.of(nothing(), silent())) {
      assertThat(
              new Reporting(STRAY)
                  .after(look, Map.of(ONE, live()), said(RUNNING, EARLIER), EARLIER, NOW))
          .singleElement()
          .satisfies(report -> assertThat(report.traceparent()).isEqualTo(TRACE));
      assertThat(new Reporting(STRAY).after(look, Map.of(ONE, live()), Map.of(), EARLIER, NOW))
          .singleElement()
          .satisfies(report -> assertThat(report.traceparent()).isNull());
    }
  }

  private static Expected live() {
    return new Expected(ONE, TARGET, "pid-1", EARLIER, false, 1, null);
  }

  private static Expected ended() {
    return new Expected(ONE, TARGET, "pid-1", EARLIER, true, 1, null);
  }

  private static Map<AttemptId, Reported> said(Observation observation, Instant at) {
    return Map.of(ONE, new Reported(observation, at, TRACE));
  }

  private static Look found(Observation observation) {
    return new Look.Answered(List.of(new NativeAttempt(ONE, "pid-1", observation, null)), null);
  }

  private static Look nothing() {
    return new Look.Answered(List.of(), null);
  }

  private static Look silent() {
    return new Look.Silent("no route");
  }
}
