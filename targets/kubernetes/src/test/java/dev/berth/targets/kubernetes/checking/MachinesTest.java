package dev.berth.targets.kubernetes.checking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.Json;
import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.FleetFile;
import dev.berth.targets.api.Target;
import dev.berth.targets.kubernetes.dialect.Dialects;
import dev.berth.targets.kubernetes.rendering.ClusterSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachinesTest {

  private static final String SHAPES =
      "- {name: large, cpus: 47, memoryMiB: 190000, accelerators: {kind: l40s, count: 4}, maximum: 4}";

  @Test
  void passWhereNodesAreAsTheFleetFileSays() throws Exception {
    Machines machines =
        machines("kubeadm", "", SHAPES, node("a", "nvidia.com/gpu.product=NVIDIA-L40S", "", "4"));

    assertThat(machines.nodes()).isInstanceOf(CheckOutcome.Passed.class);
    assertThat(machines.shapes()).isInstanceOf(CheckOutcome.Passed.class);
    assertThat(machines.accelerators()).isEqualTo(new CheckOutcome.Passed("4 l40s on 1 nodes"));
    assertThat(machines.fastNetwork()).isInstanceOf(CheckOutcome.Skipped.class);
    assertThat(machines.preemptible())
        .isEqualTo(new CheckOutcome.Skipped("one's own machines are not taken back"));
  }

  @Test
  void nameTheLabelThatNodesWithAcceleratorsLack() throws Exception {
    assertThat(machines("kubeadm", "", SHAPES, node("a", "x=y", "", "4")).accelerators().toString())
        .contains("1 nodes have nvidia.com/gpu, and none of them the label nvidia.com/gpu.product")
        .contains("NVIDIA-L40S")
        .contains("a has no such label");
    assertThat(
            machines("kubeadm", "", SHAPES, node("a", "nvidia.com/gpu.product=NVIDIA-T4", "", "4"))
                .accelerators()
                .toString())
        .contains("a has nvidia.com/gpu.product=NVIDIA-T4");
  }

  @Test
  void waitForAnAutoscalerWhereThereIsOne() throws Exception {
    Machines none =
        machines(
            "gke",
            "",
            "- {name: g2, cpus: 40, memoryMiB: 1000, accelerators: {kind: l4, count: 4}, maximum: 4}");

    assertThat(none.nodes())
        .isEqualTo(new CheckOutcome.Passed("none is ready now; cluster-autoscaler makes them"));
    assertThat(none.accelerators()).isInstanceOf(CheckOutcome.Passed.class);
    assertThat(none.shapes()).isInstanceOf(CheckOutcome.Skipped.class);
    assertThat(machines("kubeadm", "", SHAPES).accelerators().toString())
        .contains("no node has nvidia.com/gpu to give");
  }

  @Test
  void trustNoAutoscalerWhereNoNodeHasTheLabelAtAll() throws Exception {
    String shapes = SHAPES.replace("l40s", "a100");

    assertThat(machines("rancher", "", shapes, node("a", "x=y", "", "4")).accelerators())
        .isInstanceOf(CheckOutcome.Failed.class);
    assertThat(
            machines("rancher", "", shapes, node("a", "nvidia.com/gpu.product=NVIDIA-L4", "", "4"))
                .accelerators())
        .isInstanceOf(CheckOutcome.Passed.class)
        .asString()
        .contains("a has nvidia.com/gpu.product=NVIDIA-L4");
  }

  @Test
  void nameTaintsAndHowToTolerateThem() throws Exception {
    String node = node("a", "nvidia.com/gpu.product=NVIDIA-L40S", "team=ml", "4");

    assertThat(machines("kubeadm", "", SHAPES, node).accelerators())
        .isEqualTo(
            new CheckOutcome.Failed(
                "all 1 nodes with 'l40s' are tainted: {team=ml}",
                "name the taints in driver.settings.tolerations: \"team=ml\""));
    assertThat(machines("kubeadm", "tolerations: \"team=ml\"", SHAPES, node).accelerators())
        .isInstanceOf(CheckOutcome.Passed.class);
  }

  /** A job for machines with four asks for the types with four, and goes to none with one. */
  @ParameterizedTest
  @CsvSource({
    "eks, pool, g6.12xlarge, 4 l4 on 1 nodes",
    "eks, pool, pool, 4 l4 on 1 nodes",
    "eks, g6.12xlarge, g6.12xlarge, 4 l4 on 1 nodes",
    "eks, pool, g6.xlarge, no l4 now",
    "eks, g6.12xlarge, g6.24xlarge, no l4 now",
    "aks, pool, Standard_NC64as_T4_v3, 4 t4 on 1 nodes",
    "aks, pool, Standard_NC4as_T4_v3, no t4 now"
  })
  void takeOnlyNodesOfTypesThatJobsAskFor(String dialect, String shape, String type, String found)
      throws Exception {
    String shapes =
        SHAPES.replace("large", shape).replace("l40s", dialect.equals("eks") ? "l4" : "t4");

    assertThat(
            machines(
                    dialect,
                    "",
                    shapes,
                    node("a", "node.kubernetes.io/instance-type=" + type, "", "4"))
                .accelerators())
        .isInstanceOf(CheckOutcome.Passed.class)
        .asString()
        .contains(found);
  }

  @Test
  void countNoNodeThatIsCordonedOrLacksTheSelectorsLabels() throws Exception {
    String cordoned =
        node("a", "x=y", "", "4").replace("\"spec\":{", "\"spec\":{\"unschedulable\":true,");

    assertThat(machines("kubeadm", "", SHAPES, cordoned).nodes())
        .isInstanceOf(CheckOutcome.Failed.class);
    assertThat(
            machines("kubeadm", "node-selector: \"pool=train\"", SHAPES, node("a", "x=y", "", "4"))
                .nodes()
                .toString())
        .contains("of 1 nodes none is ready and has the labels {pool=train}")
        .contains("driver.settings.node-selector");
  }

  @Test
  void sayThatAShapeIsLargerThanItsNodes() throws Exception {
    assertThat(
            machines(
                    "kubeadm",
                    "",
                    SHAPES.replace("cpus: 47", "cpus: 48"),
                    node("a", "x=y", "", "4"))
                .shapes()
                .toString())
        .contains("'large' is offered with 48.0 cpus and 190000 MiB, and a has 47.5 and 194560");
  }

  @Test
  void sayWhatADialectCannotGive() throws Exception {
    assertThat(
            machines("gke", "", SHAPES.replace("l40s", "tpu-v5e"), node("a", "x=y", "", "0"))
                .accelerators()
                .toString())
        .contains("'tpu-v5e' is not to be had on a cluster of the dialect 'gke'");
    assertThat(
            machines("gke", "", SHAPES.replace("l40s", "a9000"), node("a", "x=y", "", "0"))
                .accelerators()
                .toString())
        .contains("the dialect 'gke' knows no label of nodes with 'a9000'");
    assertThat(
            machines(
                    "kubeadm",
                    "",
                    SHAPES.replace("maximum: 4", "maximum: 4, preemptiblePricePerHour: 1"))
                .preemptible())
        .isInstanceOf(CheckOutcome.Failed.class);
  }

  @Test
  void lookForTheFastNetworkThatIsPromised() throws Exception {
    Target target = target("kubeadm", "", SHAPES, "interconnects: [infiniband]");
    assertThat(machines(target, node("a", "x=y", "", "4")).fastNetwork().toString())
        .contains("'infiniband' needs driver.settings.fabric-resource");
    Target named =
        target(
            "kubeadm",
            "fabric-resource: rdma/ib, fabric-count: '8'",
            SHAPES,
            "interconnects: [infiniband]");
    assertThat(machines(named, node("a", "x=y", "", "4")).fastNetwork().toString())
        .contains("no node has 8 of rdma/ib");
    assertThat(
            machines(
                    named,
                    node("a", "x=y", "", "4").replace("\"cpu\"", "\"rdma/ib\":\"8\",\"cpu\""))
                .fastNetwork())
        .isEqualTo(new CheckOutcome.Passed("infiniband by rdma/ib, on 1 nodes"));
  }

  @Test
  void sayWhyOneOfTwoFastNetworksIsNotThere() throws Exception {
    Target two = target("eks", "", SHAPES, "interconnects: [efa, infiniband]");

    CheckOutcome outcome = machines(two).fastNetwork();

    assertThat(outcome).isInstanceOf(CheckOutcome.Failed.class);
    assertThat(outcome.toString()).contains("infiniband").doesNotContain("vpc.amazonaws.com/efa");
  }

  private static Machines machines(String dialect, String settings, String shapes, String... nodes)
      throws Exception {
    return machines(target(dialect, settings, shapes, "interconnects: []"), nodes);
  }

  private static Machines machines(Target target, String... nodes) throws Exception {
    return new Machines(
        target,
        Dialects.named(target.dialect()).orElseThrow(),
        ClusterSettings.of(target),
        Machine.all(Json.mapper().readTree("{\"items\":[%s]}".formatted(String.join(",", nodes)))));
  }

  private static Target target(String dialect, String settings, String shapes, String more)
      throws Exception {
    return FleetFile.parse(
            """
            targets:
              - id: here
                model: self-hosted-kubernetes
                dialect: %s
                driver: {kind: kubernetes, settings: {%s}}
                nodes:
                  %s
                %s
            """
                .formatted(dialect, settings, shapes, more),
            "fleet")
        .targets()
        .getFirst();
  }

  private static String node(String name, String label, String taint, String gpus) {
    String[] labelled = label.split("=", 2);
    String[] tainted = taint.split("=", 2);
    return """
    {"metadata":{"name":"%s","labels":{"%s":"%s"}},
     "spec":{"taints":[%s]},
     "status":{"conditions":[{"type":"Ready","status":"True"}],
               "allocatable":{"cpu":"47500m","memory":"190Gi","nvidia.com/gpu":"%s"}}}
    """
        .formatted(
            name,
            labelled[0],
            labelled[1],
            taint.isEmpty()
                ? ""
                : "{\"key\":\"%s\",\"value\":\"%s\",\"effect\":\"NoSchedule\"}"
                    .formatted(tainted[0], tainted[1]),
            gpus);
  }
}
