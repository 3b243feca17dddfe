package dev.berth.targets.vm.making;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.Accelerators;
import dev.berth.contracts.Resources;
import dev.berth.targets.api.NodeShape;
import java.util.List;
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
    assertThat(NodeChoice.of(ALL, new Resources(1, 1_024, null), false)).contains(SMALL);
    assertThat(NodeChoice.of(ALL, new Resources(4, 1_024, null), false)).contains(LARGE);
    assertThat(NodeChoice.of(ALL, gpus("a10g", 1), false)).contains(ONE_GPU);
    assertThat(NodeChoice.of(ALL, gpus("a10g", 2), false)).contains(FOUR_GPUS);
  }

  @Test
  void takesOneThatIsOfferedForBeingTakenBack() {
    assertThat(NodeChoice.of(ALL, gpus("a10g", 1), true)).contains(FOUR_GPUS);
  }

  @Test
  void hasNoneForWhatNoneHas() {
    assertThat(NodeChoice.of(ALL, gpus("h100", 1), false)).isEmpty();
    assertThat(NodeChoice.of(ALL, new Resources(1, 1 << 20, null), false)).isEmpty();
  }

  private static Resources gpus(String kind, int count) {
    return new Resources(1, 1_024, new Accelerators(kind, count));
  }
}
