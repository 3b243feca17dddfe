package dev.berth.targets.vm.standing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.Accelerators;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.DeploymentModel;
import dev.berth.contracts.JobRuntime;
import dev.berth.contracts.Resources;
import dev.berth.contracts.TargetId;
import dev.berth.targets.api.DriverSettings;
import dev.berth.targets.api.NodeShape;
import dev.berth.targets.api.Target;
import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.machines.MachineWish;
import dev.berth.targets.vm.remote.Answer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlacingTest {

  private static final AttemptId OTHER = AttemptId.parse("other-1");

  private static final Machine H1 = new Machine("h1", "a1", null, null, null, null);
  private static final Machine H2 = new Machine("h2", "a2", null, null, null, null);
  private static final Machine BIG = new Machine("big", "a3", null, null, null, null);

  private static final Inventory INVENTORY =
      new Inventory(
          new Target(
              new TargetId("yard"),
              DeploymentModel.VIRTUAL_MACHINES,
              "vm",
              new DriverSettings("vm", Map.of()),
              List.of(JobRuntime.COMMAND),
              List.of(
                  new NodeShape("small", 4, 1_000, null, 2, null, null),
                  new NodeShape("big", 8, 8_000, new Accelerators("a100", 2), 1, null, null)),
              List.of(),
              List.of(),
              List.of(),
              10),
          List.of(H1, H2, BIG));

  private static MachineWish wish(int workers, double cpus, @Nullable Accelerators accelerators) {
    return new MachineWish(
        workers, new Resources(cpus, 100, accelerators), false, null, Map.of("berth-job", "x=y z"));
  }

  private static Survey survey(Map<Machine, Map<AttemptId, Claimed>> heard, Machine... silent) {
    Map<Machine, Answer<Map<AttemptId, Claimed>>> answers = new LinkedHashMap<>();
    heard.forEach((host, claims) -> answers.put(host, new Answer.Heard<>(claims)));
    for (Machine host : silent) {
      answers.put(host, new Answer.Silent<>(host.name() + " is silent"));
    }
    return new Survey(answers);
  }

  private static Claimed claimed(Claim claim) {
    return new Claimed(claim, false);
  }

  private static final Survey EMPTY = survey(Map.of(H1, Map.of(), H2, Map.of(), BIG, Map.of()));

  @Test
  void workersGoWhereMostIsFree() {
    assertThat(new Placing(INVENTORY).claim(wish(1, 1, null), EMPTY))
        .hasValueSatisfying(claim -> assertThat(claim.hosts()).containsExactly("big"));
    assertThat(new Placing(INVENTORY).claim(wish(4, 4, null), EMPTY))
        .hasValueSatisfying(
            claim -> assertThat(claim.hosts()).containsExactlyInAnyOrder("big", "big", "h1", "h2"));
    assertThat(new Placing(INVENTORY).claim(wish(5, 4, null), EMPTY)).isEmpty();
  }

  @Test
  void acceleratorsAreOnHostsThatHaveThem() {
    assertThat(new Placing(INVENTORY).claim(wish(2, 1, new Accelerators("a100", 1)), EMPTY))
        .hasValueSatisfying(claim -> assertThat(claim.hosts()).containsExactly("big", "big"));
    assertThat(new Placing(INVENTORY).claim(wish(1, 1, new Accelerators("h100", 1)), EMPTY))
        .isEmpty();
  }

  @Test
  void whatOthersHaveIsNotFreeAndWhoIsSilentIsNotThere() {
    Claim other = new Claim(List.of("big", "big"), 3, 100, 0, Map.of());
    Survey survey =
        survey(Map.of(H2, Map.of(OTHER, claimed(other)), BIG, Map.of(OTHER, claimed(other))), H1);

    assertThat(new Placing(INVENTORY).claim(wish(2, 3, null), survey)).isEmpty();
    assertThat(new Placing(INVENTORY).claim(wish(1, 3, null), survey))
        .hasValueSatisfying(claim -> assertThat(claim.hosts()).containsExactly("h2"));
    assertThat(survey.silences()).isEqualTo("h1 is silent");
  }

  @Test
  void aClaimIsReadAsItIsWritten() {
    Claim claim = new Claim(List.of("big", "h1", "big"), 0.5, 100, 1, Map.of("berth-job", "x=y z"));

    String text = claim.text("big");

    assertThat(text).startsWith("1.0 200 2\n");
    assertThat(claim.text("h2")).startsWith("0.0 0 0\n");
    assertThat(Claim.parse(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(claim);
  }

  @Test
  void ofTwoClaimsThatACrashHasLeftThatOfMoreHostsHolds() {
    Claim few = new Claim(List.of("h1"), 1, 100, 0, Map.of());
    Claim more = new Claim(List.of("h2"), 1, 100, 0, Map.of());
    Survey survey =
        survey(
            Map.of(
                H1, Map.of(OTHER, claimed(few)),
                H2, Map.of(OTHER, claimed(more)),
                BIG, Map.of(OTHER, claimed(more))));

    assertThat(survey.claim(OTHER)).contains(more);
  }
}
