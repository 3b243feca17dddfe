package dev.berth.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.Envelope;
import dev.berth.contracts.EventId;
import dev.berth.contracts.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The four topics are read without order between them, and each event may come again: whatever the
 * interleaving, a ledger ends in the same state and writes nothing that was not written the first
 * time. What it writes it reads too, some time later.
 */
class LedgerInterleavingTest {

  private static final int HISTORIES = 400;
  private static final int INTERLEAVINGS = 25;

  private final Ledger ledger = new Ledger(LedgerStory.POLICY);

  @Test
  void endsInTheSameStateWhicheverTopicComesFirstAndWhateverComesTwice() {
    long seeds = Long.getLong("berth.seed", System.nanoTime());
    for (int i = 0; i < HISTORIES; i++) {
      long seed = seeds + i;
      SplittableRandom random = new SplittableRandom(seed);
      RandomHistory history = new RandomHistory(random, ledger).played();
      Set<EventId> written =
          history.topics().values().stream()
              .flatMap(List::stream)
              .map(Envelope::id)
              .collect(Collectors.toSet());
      for (int k = 0; k < INTERLEAVINGS; k++) {
        assertThat(essence(folded(history, written, random, seed)))
            .as("-Dberth.seed=%d, interleaving %d", seed, k)
            .isEqualTo(essence(history.end()));
      }
    }
  }

  private @Nullable JobState folded(
      RandomHistory history, Set<EventId> written, RandomGenerator random, long seed) {
    JobState state = null;
    List<Envelope<?>> own = new ArrayList<>();
    List<List<Envelope<?>>> readers = readers(history.topics(), random);
    while (!readers.isEmpty() || !own.isEmpty()) {
      List<Envelope<?>> reader =
          readers.isEmpty() || (!own.isEmpty() && random.nextInt(4) == 0)
              ? own
              : readers.get(random.nextInt(readers.size()));
      Envelope<?> next = reader.removeFirst();
      readers.removeIf(List::isEmpty);
      Folded folded = ledger.fold(LedgerStory.JOB, state, next, history.now());
      state = folded.state();
      assertThat(folded.outputs())
          .as("-Dberth.seed=%d: written after %s", seed, next.event())
          .allMatch(output -> written.contains(output.id()));
      own.addAll(folded.outputs());
    }
    return state;
  }

  /** What a state says, but for the moments at which it came to say it. */
  private static String essence(@Nullable JobState state) {
    if (state == null) {
      return "forgotten";
    }
    return "%s %s asked=%d settled=%d failures=%s %s"
        .formatted(
            state.phase(),
            state.outcome(),
            state.asked(),
            state.settled(),
            state.failures(),
            state.attempts().values().stream()
                .map(a ->
                    "%s %s %s ran=%s closed=%s"
                        .formatted(a.id(), a.target(), a.ending(), a.isRan(), a.isClosed()))
                .toList());
  }

  /** What others wrote, each topic in its order, with parts of it read again. */
  private static List<List<Envelope<?>>> readers(
      Map<Topic, List<Envelope<?>>> topics, RandomGenerator random) {
    List<List<Envelope<?>>> readers = new ArrayList<>();
    for (List<Envelope<?>> topic : topics.values()) {
      List<Envelope<?>> others = new ArrayList<>(topic);
      others.removeIf(envelope -> envelope.source().equals("/berth/monitor"));
      if (!others.isEmpty()) {
        readers.add(rereading(others, random));
      }
    }
    return readers;
  }

  private static List<Envelope<?>> rereading(List<Envelope<?>> topic, RandomGenerator random) {
    List<Envelope<?>> read = new ArrayList<>();
    int position = 0;
    while (position < topic.size()) {
      read.add(topic.get(position++));
      if (random.nextInt(5) == 0) {
        position -= random.nextInt(position + 1);
      }
    }
    return read;
  }
}
