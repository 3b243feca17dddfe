package dev.berth.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.local.platform.Place;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo over two clusters: its own, and two that run already. */
class ClusterDemoE2E {

  @TempDir private Path folder = Path.of("");

  @Test
  void goesOnOnTheOtherClusterAndLeavesNothingBehind() throws Exception {
    Place place = new Place(folder.resolve("demo"));

    Program demo = Program.run(folder, "demo", "--kubernetes", "--data", place.path().toString());

    assertThat(demo.code()).as(demo.said()).isZero();
    assertThat(demo.said())
        .contains("✓ nothing else is started while it might still run there")
        .contains("✓ job.succeeded, after two attempts, both released")
        .contains("✓ nothing that the demo made is left on the clusters")
        .contains("✓ no process is left");
    try (var clusters = Files.list(state())) {
      assertThat(clusters.map(one -> one.getFileName().toString()))
          .noneMatch(name -> name.startsWith("demo-"));
    }
    nothingRunsIn(place);
  }

  @Test
  void goesOnOnTheOtherOfTwoClustersThatSomebodyHas() throws Exception {
    Place place = new Place(folder.resolve("demo"));
    Path east = state().resolve("east/kubeconfig");
    Path west = state().resolve("west/kubeconfig");

    Program demo =
        Program.run(
            folder,
            "demo",
            "--kubernetes",
            "--kubeconfig",
            east.toString(),
            "--kubeconfig",
            west.toString(),
            "--data",
            place.path().toString());

    assertThat(demo.code()).as(demo.said()).isZero();
    assertThat(demo.said())
        .contains("somebody deletes the Job of on-a-cluster-1")
        .contains("✓ job.succeeded, after two attempts, both released")
        .contains("✓ nothing that the demo made is left on the clusters")
        .contains("✓ no process is left");
    for (Path kubeconfig : new Path[] {east, west}) {
      try (KubernetesClient cluster =
          new KubernetesClientBuilder()
              .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
              .build()) {
        assertThat(cluster.namespaces().withName("berth-demo").get()).isNull();
      }
    }
    nothingRunsIn(place);
  }

  private static Path state() {
    String state = System.getenv("BERTH_LIVE_STATE");
    if (state == null) {
      throw new IllegalStateException("BERTH_LIVE_STATE is not set: run ./berth test --live");
    }
    return Path.of(state);
  }

  private static void nothingRunsIn(Place place) {
    assertThat(
            ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains(place.path().toString())))
        .isEmpty();
  }
}
