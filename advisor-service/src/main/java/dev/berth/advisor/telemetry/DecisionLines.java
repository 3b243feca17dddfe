package dev.berth.advisor.telemetry;

import dev.berth.advisor.kafka.Turn;
import dev.berth.contracts.DecisionEvent;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobRefused;
import dev.berth.contracts.JobUnplaceable;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * One log line a decision; under load one a turn, since nobody reads thousands a second, and the
 * topic holds them all.
 */
final class DecisionLines {

  private static final Logger LOG = Logger.getLogger(DecisionLines.class);

  /** The log format's own key for the trace. */
  private static final String TRACE = "traceId";

  private static final int MOST_LINES_A_TURN = 20;

  void log(Turn turn) {
    boolean each = turn.decisions().size() <= MOST_LINES_A_TURN;
    if (each ? LOG.isInfoEnabled() : LOG.isDebugEnabled()) {
      turn.decisions().forEach(DecisionLines::log);
    }
    if (!each) {
      LOG.infof("Decided. requests=%d decisions=%d", turn.requests(), turn.decisions().size());
    }
  }

  private static void log(Envelope<? extends DecisionEvent> decision) {
    String trace = trace(decision.traceparent());
    if (trace != null) {
      MDC.put(TRACE, trace);
    }
    try {
      switch (decision.event()) {
        case JobPlaced placed ->
            LOG.infof("Placed. attempt=%s target=%s", placed.attempt(), placed.target());
        case JobUnplaceable unplaceable ->
            LOG.infof("Fits nowhere. attempt=%s", unplaceable.attempt());
        case JobRefused refused ->
            LOG.infof("Refused. job=%s cause=%s", refused.job(), refused.cause());
      }
    } finally {
      MDC.remove(TRACE);
    }
  }

  /** The second field of a {@code traceparent}. */
  private static @Nullable String trace(@Nullable String traceparent) {
    String[] fields = traceparent == null ? new String[0] : traceparent.split("-", 3);
    return fields.length == 3 ? fields[1] : null;
  }
}
