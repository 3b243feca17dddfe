package dev.berth.advisor;

import dev.berth.contracts.Decision;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The verdicts over the fleet as it is now, kept for the next job of the same need. Nothing else
 * differs from asking {@link Deciding} each time. For one thread.
 */
final class Verdicts {

  private static final int MAXIMUM_KEPT = 64;

  /** A verdict's size goes with the fleet's. */
  private static final int MAXIMUM_KEPT_TARGETS = 8_192;

  private final Deciding deciding;
  private final Map<Need, Verdict> kept = new LatestKept();
  private @Nullable String over;

  Verdicts(Deciding deciding) {
    this.deciding = deciding;
  }

  Decision decide(Question question, FleetView view) {
    Need need = Need.of(question);
    if (!question.history().attempts().isEmpty()) {
      return deciding.verdict(need, view).decision(question);
    }
    if (!view.digest().equals(over)) {
      kept.clear();
      over = view.digest();
    }
    return kept.computeIfAbsent(need, it -> deciding.verdict(it, view)).decision(question);
  }

  private static final class LatestKept extends LinkedHashMap<Need, Verdict> {

    private static final long serialVersionUID = 1L;

    LatestKept() {
      super(MAXIMUM_KEPT, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Need, Verdict> eldest) {
      int targets = eldest.getValue().candidates().size() + eldest.getValue().filtered().size();
      return size() > MAXIMUM_KEPT || (long) size() * targets > MAXIMUM_KEPT_TARGETS;
    }
  }
}
