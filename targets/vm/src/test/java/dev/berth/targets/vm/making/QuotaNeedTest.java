package dev.berth.targets.vm.making;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.Accelerators;
import dev.berth.contracts.Json;
import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.NodeShape;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotaNeedTest {

  @ParameterizedTest
  @CsvSource({
    "t3.large, L-1216C47A",
    "im4gn.large, L-1216C47A",
    "m7i.4xlarge, L-1216C47A",
    "g5.xlarge, L-DB2E81BA",
    "gr6.4xlarge, L-DB2E81BA",
    "vt1.3xlarge, L-DB2E81BA",
    "p5en.48xlarge, L-417A185B",
    "p4d.24xlarge, L-417A185B",
    "trn1.2xlarge, L-2C3B7624",
    "inf2.xlarge, L-1945791B",
    "dl1.24xlarge, L-6E869C2A",
    "x1e.xlarge, L-7295265B",
    "f1.2xlarge, L-74FC7D96"
  })
  void knowsEc2sQuotaOfAFamily(String type, String code) {
    assertThat(QuotaNeed.of(MachineModule.of("ec2"), List.of(node(type, 1.0, null))))
        .extracting(QuotaNeed::quota)
        .containsExactly(code);
  }

  @ParameterizedTest
  @CsvSource({"hpc7a.96xlarge", "mac1.metal", "u-6tb1.metal", "p6-b200.48xlarge", "own"})
  void saysNothingOfFamiliesThatItDoesNotKnow(String type) {
    assertThat(QuotaNeed.of(MachineModule.of("ec2"), List.of(node(type, 1.0, null)))).isEmpty();
  }

  @Test
  void addsUpWhatCountsTogetherAndKeepsSpotApart() {
    List<QuotaNeed> needs =
        QuotaNeed.of(
            MachineModule.of("ec2"),
            List.of(
                node("t3.large", 0.1, 0.03),
                node("m5.large", 0.1, null),
                node("c5.large", null, 0.1)));

    assertThat(needs)
        .containsExactly(
            new QuotaNeed("L-1216C47A", "vCPUs on demand for t3.large and m5.large", 40),
            new QuotaNeed("L-34B43A08", "vCPUs of spot for t3.large and c5.large", 40));
  }

  @Test
  void countsCoresAndAcceleratorsOnComputeEngine() {
    NodeShape node =
        new NodeShape("g2-standard-8", 8, 1_024, new Accelerators("l4", 1), 10, 1.0, null);

    assertThat(QuotaNeed.of(MachineModule.of("compute-engine"), List.of(node)))
        .containsExactly(
            new QuotaNeed("G2_CPUS", "cores for g2-standard-8", 80),
            new QuotaNeed("NVIDIA_L4_GPUS", "l4 for g2-standard-8", 10));
    assertThat(QuotaNeed.of(MachineModule.of("azure"), List.of(node))).isEmpty();
  }

  @Test
  void holdsWhatIsGrantedAgainstIt() throws Exception {
    List<QuotaNeed> needs =
        List.of(new QuotaNeed("A", "vCPUs for a", 40), new QuotaNeed("B", "vCPUs for b", 5));

    assertThat(outcome(needs, "{\"A\": 32.0, \"B\": 5}"))
        .isEqualTo(
            new CheckOutcome.Failed(
                "A 32, the fleet file allows for 40 vCPUs for a",
                "ask the provider for more, or lower maximum of these nodes"));
    assertThat(outcome(needs, "{\"A\": 40}"))
        .isEqualTo(new CheckOutcome.Passed("A 40, the fleet file allows for 40 vCPUs for a"));
    assertThat(outcome(needs, "{}")).isInstanceOf(CheckOutcome.Skipped.class);
  }

  private static CheckOutcome outcome(List<QuotaNeed> needs, String granted) throws Exception {
    return Quotas.outcome(needs, Json.mapper().readTree(granted));
  }

  private static NodeShape node(String name, @Nullable Double price, @Nullable Double spot) {
    return new NodeShape(name, 2, 1_024, null, 10, price, spot);
  }
}
