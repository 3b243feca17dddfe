package dev.berth.targets.vm.making;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.Accelerators;
import dev.berth.contracts.Resources;
import dev.berth.targets.api.NodeShape;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeChoiceTest {

  private static final NodeShape SMALL = new NodeShape("t3.large", 2, 8_192, null, 9, 0.08, 0.03);
  private static final NodeShape LARGE =
      new NodeShape("m5.4xlarge", 16, 65_536, null, 9, 0.77, 0.2);
  private static final NodeShape ONE_GPU =
      new NodeShape("g5.xlarge", 4, 16_384, new Accelerators("a10g", 1), 9, 1.0, null);
  private static final NodeShape FOUR_GPUS =
      new NodeShape("g5.12xlarge", 48, 196_608, new Accelerators("a10g", 4), 9, 5.7, 2.0);
  private static final List<NodeShape> ALL = List.of(FOUR_GPUS, LARGE, ONE_GPU, SMALL);

  @Test
  void takesTheCheapestThatHasAll() {
    assertThat(of(new Resources(1, 1_024, null), false)).contains(new NodeChoice(SMALL, false));
    assertThat(of(new Resources(4, 1_024, null), false)).contains(new NodeChoice(LARGE, false));
    assertThat(of(gpus("a10g", 1), false)).contains(new NodeChoice(ONE_GPU, false));
    assertThat(of(gpus("a10g", 2), false)).contains(new NodeChoice(FOUR_GPUS, false));
  }

  @Test
  void takesOneThatMayBeTakenBackWhereThatIsOfferedAndCheaper() {
    assertThat(of(new Resources(4, 1_024, null), true)).contains(new NodeChoice(LARGE, true));
    assertThat(of(gpus("a10g", 2), true)).contains(new NodeChoice(FOUR_GPUS, true));
    assertThat(of(gpus("a10g", 1), true)).contains(new NodeChoice(ONE_GPU, false));
  }

  @Test
  void takesNoneThatMayBeTakenBackFromAJobThatDoesNotAllowIt() {
    NodeShape spot = new NodeShape("spot", 16, 65_536, null, 9, null, 0.1);

    assertThat(NodeChoice.of(List.of(spot), new Resources(1, 1_024, null), false)).isEmpty();
    assertThat(NodeChoice.of(List.of(spot), new Resources(1, 1_024, null), true))
        .contains(new NodeChoice(spot, true));
  }

  @Test
  void asksForMachinesThatNobodyChargesForAsTheJobAllows() {
    NodeShape free = new NodeShape("own", 16, 65_536, null, 9, null, null);

    assertThat(NodeChoice.of(List.of(free), new Resources(1, 1_024, null), false))
        .contains(new NodeChoice(free, false));
    assertThat(NodeChoice.of(List.of(free), new Resources(1, 1_024, null), true))
        .contains(new NodeChoice(free, true));
  }

  @Test
  void hasNoneForWhatNoneHas() {
    assertThat(of(gpus("h100", 1), false)).isEmpty();
    assertThat(of(new Resources(1, 1 << 20, null), false)).isEmpty();
  }

  private static Optional<NodeChoice> of(Resources wanted, boolean mayBeTakenBack) {
    return NodeChoice.of(ALL, wanted, mayBeTakenBack);
  }

  private static Resources gpus(String kind, int count) {
    return new Resources(1, 1_024, new Accelerators(kind, count));
  }
}
