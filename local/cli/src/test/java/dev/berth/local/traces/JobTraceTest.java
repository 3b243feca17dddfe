package dev.berth.local.traces;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JobTraceTest {

  private static final KeptSpan REQUEST = Samples.span("000000000000000a", null, "request", 0);
  private static final KeptSpan DECIDE =
      Samples.span("000000000000000b", "000000000000000a", "decide 1", 10);
  private static final KeptSpan SUBMIT =
      Samples.span("000000000000000c", "000000000000000b", "submit 1", 20);
  private static final KeptSpan END =
      Samples.span("000000000000000d", "000000000000000b", "end 1", 1_500);

  @Test
  void drawsAJobsSpansAsATree() {
    JobTrace trace = JobTrace.of("digits", List.of(END, SUBMIT, REQUEST, DECIDE)).orElseThrow();

    assertThat(TraceTree.of(trace))
        .isEqualTo(
            """
            trace 0af7651916cd43dd8448eb211c80319c, 4 spans
            └─ +0ms  berth-advisor: request  (5ms)
               └─ +10ms  berth-advisor: decide 1  (5ms)
                  ├─ +20ms  berth-advisor: submit 1  (5ms)
                  └─ +1.5s  berth-advisor: end 1  (5ms)
            """);
  }

  @Test
  void showsSpansWhoseParentWasNeverExported() {
    JobTrace trace = JobTrace.of("digits", List.of(SUBMIT, END)).orElseThrow();

    assertThat(trace.roots()).containsExactly(SUBMIT, END);
  }

  @Test
  void takesTheTraceThatHasTheAttempts() {
    String again = "ffffffffffffffffffffffffffffffff";
    Map<String, String> job = Map.of(KeptSpan.JOB, "digits");
    Map<String, String> attempt = Map.of(KeptSpan.JOB, "digits", KeptSpan.ATTEMPT, "digits-1");
    KeptSpan placed = Samples.span(Samples.TRACE, "1", null, "decide 1", 1, attempt);
    KeptSpan repeated = Samples.span(again, "2", null, "request", 2, job);
    KeptSpan nothingNew = Samples.span(again, "3", "2", "decide", 3, job);

    assertThat(JobTrace.of("digits", List.of(placed, repeated, nothingNew)))
        .hasValueSatisfying(trace -> assertThat(trace.trace()).isEqualTo(Samples.TRACE));
  }

  @Test
  void knowsNoTraceOfAJobThatNoSpanNames() {
    assertThat(JobTrace.of("other", List.of(REQUEST, DECIDE))).isEmpty();
  }

  @Test
  void beginsTracesAsTheStandardWritesThem() {
    assertThat(Traceparent.fresh(new Random(1)).toString())
        .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
  }
}
