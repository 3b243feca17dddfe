package dev.berth.targets.vm.making;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Json;
import dev.berth.targets.vm.machines.Held;
import dev.berth.targets.vm.machines.Holding;
import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.machines.Standing;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FoundTest {

  private static final String FOUND =
      """
      {"attempts": [
         {"attempt": "train-2", "labels": {"berth-attempt": "train-2", "berth-workers": "11"}},
         {"attempt": "eval-1", "labels": {"berth-workers": "1"}},
         {"attempt": "not one of ours", "labels": {}}],
       "machines": [
         {"attempt": "train-2", "name": "train-2-10", "address": "10.0.0.10", "id": "i-10", "host_key": "ssh-ed25519 B", "type": "t3.large", "state": "up", "word": "running"},
         {"attempt": "train-2", "name": "train-2-9", "address": "", "id": "i-9", "host_key": null, "type": "", "state": "over", "word": "terminated"}],
       "things": [{"attempt": "train-2", "kind": "aws_instance", "id": "i-10"}]}
      """;

  @Test
  void ordersMachinesByRankAndTellsTheProvidersWord() throws Exception {
    Found found = Found.of(Json.mapper().readTree(FOUND), "berth");

    assertThat(found.holdings())
        .extracting(Holding::attempt)
        .map(AttemptId::toString)
        .containsExactly("eval-1", "train-2");
    Holding holding = found.of(AttemptId.parse("train-2")).orElseThrow();
    assertThat(holding.complete()).isFalse();
    assertThat(holding.machines())
        .containsExactly(
            new Held(
                new Machine("train-2-9", "", null, "berth", null, "i-9"),
                new Standing.Over("the provider calls it terminated")),
            new Held(
                new Machine("train-2-10", "10.0.0.10", null, "berth", "ssh-ed25519 B", "i-10"),
                new Standing.Up()));
    assertThat(found.types()).isEqualTo(Map.of("t3.large", 1));
  }

  @Test
  void knowsAnAttemptThatHasNoMachineYet() throws Exception {
    Found found = Found.of(Json.mapper().readTree(FOUND), "berth");

    assertThat(found.of(AttemptId.parse("eval-1")))
        .contains(
            new Holding(
                AttemptId.parse("eval-1"),
                java.util.List.of(),
                false,
                Map.of("berth-workers", "1")));
  }
}
