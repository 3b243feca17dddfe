package dev.berth.advisor.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.advisor.AdvisorShard;
import dev.berth.advisor.Asked;
import dev.berth.advisor.Deciding;
import dev.berth.advisor.Fleets;
import dev.berth.advisor.PolicyFile;
import dev.berth.contracts.AttemptHistory;
import dev.berth.contracts.DecisionEvent;
import dev.berth.contracts.Ending;
import dev.berth.contracts.EventCodec;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobRefused;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobUnplaceable;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionJsonTest {

  private final AdvisorShard shard =
      new AdvisorShard(
          new Deciding(PolicyFile.builtIn()),
          () -> Fleets.of("id: a", "id: b, model: hpc", "id: c, runtimes: [command]"));

  private final DecisionJson json = new DecisionJson();

  @Test
  void writesWhatTheContractsWrite() {
    JobSpec nowhere = Asked.spec("nowhere", "'resources': {'cpus': 99, 'memoryMiB': 64}");
    AttemptHistory history = Asked.history(Asked.past(1, "a", new Ending.Lost("pid „gone“")));

    same(shard.answer(Asked.request(Asked.spec("one", "'intent': 'debugging'"), "e")));
    same(shard.answer(Asked.request(Asked.spec("two", "'intent': 'debugging'"), "e")));
    same(shard.answer(Asked.request(Asked.spec("three", ""), "e")));
    same(shard.answer(Asked.request(nowhere, "e")));
    same(shard.answer(Asked.reschedule(Asked.spec("job", ""), 1, history, "e")));
    same(shard.answer(Asked.cancel(Asked.spec("four", "").id(), "e")));
  }

  @Test
  void writesTheSameWhenItKeepsNoMore() {
    String[] targets = new String[900];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = "id: t%d-%s".formatted(i, "x".repeat(50));
    }
    for (int intent = 0; intent < 60; intent++) {
      var view = Fleets.of(targets);
      AdvisorShard large = new AdvisorShard(new Deciding(PolicyFile.builtIn()), () -> view);
      same(large.answer(Asked.request(Asked.spec("job-" + intent, ""), "e")));
    }
  }

  private void same(List<dev.berth.contracts.Envelope<? extends DecisionEvent>> answers) {
    DecisionEvent event = answers.getFirst().event();
    assertThat(event).isInstanceOfAny(JobPlaced.class, JobUnplaceable.class, JobRefused.class);
    assertThat(json.of(event)).isEqualTo(EventCodec.bytes(event));
    assertThat(json.of(event)).isEqualTo(EventCodec.bytes(event));
  }
}
