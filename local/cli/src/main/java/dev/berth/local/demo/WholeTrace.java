package dev.berth.local.demo;

import dev.berth.local.traces.JobTrace;
import dev.berth.local.traces.KeptSpan;
import dev.berth.local.traces.SpanFiles;
import dev.berth.local.traces.TraceTree;
import java.util.ArrayList;
import java.util.List;

/** The one trace of the job that was rescheduled. */
final class WholeTrace {

  /** From request to success, by the names of the services' spans. */
  private static final List<String> EXPECTED =
      List.of(
          "berth-cli: request",
          "berth-advisor: decide 1",
          "berth-provisioner: submit 1",
          "berth-monitor: observe running",
          "berth-monitor: end 1",
          "berth-provisioner: release 1",
          "berth-monitor: reschedule 1",
          "berth-advisor: decide 2",
          "berth-provisioner: submit 2",
          "berth-monitor: end 2",
          "berth-provisioner: release 2",
          "berth-monitor: succeed");

  private final Theatre theatre;

  WholeTrace(Theatre theatre) {
    this.theatre = theatre;
  }

  /** Waits until all of it is there, which exporters send a moment later, and draws it. */
  void draw() throws DemoFailure, InterruptedException {
    SpanFiles files = new SpanFiles(theatre.place().traces());
    JobTrace trace =
        Waiting.until(
            "a trace of " + KilledTraining.JOB + " with all of " + EXPECTED,
            Theatre.SOON,
            () ->
                JobTrace.of(KilledTraining.JOB.value(), files.read())
                    .filter(found -> missing(found).isEmpty()));
    DemoFailure.unless(
        trace.roots().size() == 1,
        "the trace has %d roots instead of one: %s",
        trace.roots().size(),
        trace.roots());
    theatre.story().fact("one trace from request to success, across both attempts:");
    theatre.story().show(TraceTree.of(trace));
  }

  private static List<String> missing(JobTrace trace) {
    List<String> missing = new ArrayList<>(EXPECTED);
    for (KeptSpan span : trace.spans()) {
      missing.remove(span.service() + ": " + span.name());
    }
    return missing;
  }
}
