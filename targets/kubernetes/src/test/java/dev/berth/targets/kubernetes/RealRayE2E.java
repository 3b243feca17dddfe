package dev.berth.targets.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.Submission;
import dev.berth.targets.kubernetes.live.Cluster;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ray itself, head, workers and submitter in containers that run, as the operator makes them. */
class RealRayE2E {

  @TempDir private Path folder;
  private Ground ground;

  @BeforeEach
  void open() throws Exception {
    assumeTrue(Cluster.EAST.runsContainers(), "only root can start nodes that run containers");
    Cluster.EAST.importRay();
    Map<String, String> settings = new HashMap<>(Cluster.ON_REAL_NODES);
    settings.put("ray-head-cpus", "1.5");
    settings.put("ray-head-memory-mib", "3072");
    ground = new Ground(Cluster.EAST, folder, settings);
  }

  @AfterEach
  void close() {
    if (ground != null) {
      ground.close();
    }
  }

  private static Submission training(String job, String... options) {
    List<String> arguments = new ArrayList<>(List.of("/app/train.py"));
    arguments.addAll(List.of(options));
    return python(job, arguments, Map.of());
  }

  private static Submission python(
      String job, List<String> arguments, Map<String, String> environment) {
    return LiveCluster.submission(
        job,
        1,
        Map.of(
            "runtime",
            "ray",
            "image",
            Cluster.RAY_IMAGE,
            "entrypoint",
            "python3",
            "arguments",
            arguments,
            "environment",
            environment,
            "resources",
            Map.of("cpus", 0.6, "memoryMiB", 1536)));
  }

  @Test
  void trainsOnItsWorkersAndHasTheLog() throws Exception {
    AttemptId attempt = ground.submit(training("line", "--shards", "1"));

    ground.await(attempt, Observation.Running.class);
    String log = log(attempt, true);

    assertThat(ground.awaitEnd(attempt)).isInstanceOf(Observation.Succeeded.class);
    assertThat(log).contains("begins at step 0 of 20", "step 20 loss", "done: y = ");
    ground.release(attempt);
    assertThat(ground.monitor.find()).isEmpty();
  }

  @Test
  void tellsThatAProgramFailedAndHow() throws Exception {
    AttemptId attempt = ground.submit(training("unlucky", "--shards", "1", "--fail-at", "2"));

    assertThat(ground.awaitEnd(attempt))
        .asInstanceOf(InstanceOfAssertFactories.type(Observation.Failed.class))
        .returns(FailureCategory.APPLICATION, Observation.Failed::category)
        .returns(3, Observation.Failed::exitCode);
    ground.release(attempt);
  }

  /** What a shell would expand reaches the program as it was written. */
  @Test
  void leavesArgumentsAndEnvironmentAsTheyAreWritten() throws Exception {
    String said = "it's \"$HOME\" & `all`; of $(it)";
    String check = "import os, sys; sys.exit(0 if sys.argv[1] == os.environ['SAID'] else 9)";
    AttemptId attempt =
        ground.submit(python("quoted", List.of("-c", check, said), Map.of("SAID", said)));

    assertThat(ground.awaitEnd(attempt)).isInstanceOf(Observation.Succeeded.class);
    ground.release(attempt);
  }

  private String log(AttemptId attempt, boolean follow) throws Exception {
    try (InputStream log =
        Ground.await()
            .until(() -> ground.monitor.logs(attempt, follow), found -> found.isPresent())
            .orElseThrow()) {
      return new String(log.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
