package dev.berth.targets.slurm.rendering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.JobSpec;
import dev.berth.targets.slurm.live.SlurmCluster;
import dev.berth.targets.slurm.script.Ending;
import dev.berth.targets.slurm.script.ExitRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Ray itself, as {@code testing/live/ray/head} installs it, on the nodes of allocations. */
@ResourceLock("elm")
class RayOnSlurmE2E {

  private static final SlurmCluster CLUSTER = SlurmCluster.ELM;

  /** One worker a node, and room for another job's. */
  private static final int CORES = SlurmCluster.CPUS / 2;

  private static final String PROGRAM =
      """
      import os, sys, time, ray
      ray.init(log_to_driver=False)
      @ray.remote(num_cpus=1, scheduling_strategy="SPREAD")
      def where():
          time.sleep(1)
          assert os.environ["SAID"] == "to all"
          return ray.get_runtime_context().get_node_id()
      nodes = sum(node["Alive"] for node in ray.nodes())
      used = len(set(ray.get([where.remote() for _ in range(2 * nodes)])))
      print("saw", nodes, "nodes, used", used, "in", os.environ["BERTH_ATTEMPT"], flush=True)
      time.sleep(float(sys.argv[1]))
      sys.exit(int(sys.argv[2]))
      """;

  private final Batch batch = Batch.on(CLUSTER, Map.of("ray", venv())).withCores(CORES);

  @Test
  void theEntrypointSeesAllNodesAndItsCodeIsTheJobs() throws Exception {
    JobSpec spec = ray("failing", 2, "0", "5");

    Batch.Ended ended = batch.ended(batch.submit(spec, 1));

    assertThat(batch.output(spec.id().attempt(1))).contains("saw 2 nodes, used 2 in failing-1");
    assertThat(ended.code()).isEqualTo(5);
    assertThat(batch.exit(spec.id().attempt(1)))
        .hasValueSatisfying(record -> {
          assertThat(record.code()).isEqualTo(5);
          assertThat(record.ending()).isEqualTo(Ending.PROGRAM);
        });
  }

  @Test
  void twoAllocationsOnTheSameNodesDoNotMeet() throws Exception {
    JobSpec one = ray("one", 2, "8", "0");
    JobSpec other = ray("other", 2, "8", "0");

    String first = batch.submit(one, 1);
    String second = batch.submit(other, 1);

    assertThat(batch.ended(first).state()).isEqualTo("COMPLETED");
    assertThat(batch.ended(second).state()).isEqualTo("COMPLETED");
    assertThat(batch.output(one.id().attempt(1))).contains("saw 2 nodes, used 2 in one-1");
    assertThat(batch.output(other.id().attempt(1))).contains("saw 2 nodes, used 2 in other-1");
    assertThat(head(one.id().attempt(1))).isNotEqualTo(head(other.id().attempt(1)));
  }

  @Test
  void nodesThatDoNotFindEachOtherInTimeAreNotTheProgramsFault() throws Exception {
    Batch impatient =
        Batch.on(CLUSTER, Map.of("ray", venv(), "ray-within", "PT1S")).withCores(CORES);
    JobSpec spec = ray("impatient", 2, "0", "0");

    Batch.Ended ended = impatient.ended(impatient.submit(spec, 1));

    assertThat(ended.code()).isEqualTo(122);
    assertThat(ended.comment()).endsWith(" ending=system");
    assertThat(impatient.output(spec.id().attempt(1)))
        .contains("Ray's 2 nodes were not all there within 1 s");
    assertThat(impatient.exit(spec.id().attempt(1)).map(ExitRecord::ending))
        .contains(Ending.SYSTEM);
  }

  @AfterEach
  void nothingOfRayIsLeft() {
    await("Ray's processes have ended")
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            assertThat(
                    CLUSTER
                        .user(
                            "sh",
                            "-c",
                            "ps -u berth -o args= | grep -c '[r]aylet --\\|[g]cs_server --' || :")
                        .strip())
                .isEqualTo("0"));
  }

  private String head(AttemptId attempt) throws Exception {
    return Files.readString(Path.of(batch.paths(attempt).folder(), "ray", "head"));
  }

  private JobSpec ray(String id, int workers, String seconds, String code) throws Exception {
    Path program = Files.writeString(batch.scratch().resolve("program.py"), PROGRAM);
    return Batch.spec(
        id,
        Map.of(
            "entrypoint", "python3",
            "environment", Map.of("SAID", "to all"),
            "arguments", List.of(program.toString(), seconds, code),
            "workers", Map.of("min", workers, "max", workers),
            "resources",
                Map.of(
                    "cpus",
                    CORES,
                    "memoryMiB",
                    3_000,
                    "accelerators",
                    Map.of("kind", "a100", "count", 2))));
  }

  private static String venv() {
    Path all =
        Path.of(
            System.getenv()
                .getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache"),
            "berth-ray");
    try (Stream<Path> versions = Files.list(all)) {
      return versions
          .filter(version -> Files.exists(version.resolve("bin/ray")))
          .max(Path::compareTo)
          .orElseThrow(() -> new IllegalStateException("no Ray in " + all))
          .toString();
    } catch (IOException e) {
      throw new UncheckedIOException(all.toString(), e);
    }
  }
}
