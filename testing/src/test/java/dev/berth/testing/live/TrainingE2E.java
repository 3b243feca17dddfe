package dev.berth.testing.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.berth.contracts.AttemptEnded;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Ending;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobSucceeded;
import dev.berth.targets.kubernetes.live.Cluster;
import dev.berth.testing.platform.Part;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The training program of {@code examples/} in containers that run, on two clusters. */
class TrainingE2E {

  private static final int EPOCHS = 40;

  @TempDir private Path folder;
  private Path checkpoints;
  private Loop loop;

  @BeforeEach
  void start() throws Exception {
    assumeTrue(Cluster.EAST.runsContainers(), "only root can start nodes that run containers");
    checkpoints = Files.createDirectory(folder.resolve("checkpoints"));
    Map<String, String> driver = new HashMap<>(Cluster.ON_REAL_NODES);
    driver.put("checkpoint-claim", "checkpoints");
    loop =
        new Loop(
            folder,
            List.of(Cluster.EAST, Cluster.WEST),
            driver,
            List.of("-Dberth.provisioner.retry-maximum=2s"));
    for (var tenancy : loop.tenancies().values()) {
      assertThat(tenancy.claim(checkpoints)).isEqualTo("checkpoints");
    }
  }

  @AfterEach
  void stop() {
    if (loop != null) {
      loop.close();
    }
  }

  @Test
  void resumesOnTheOtherClusterFromTheCheckpointOfItsDeadNode() throws Exception {
    JobSpec spec = LiveJobs.training("digits", EPOCHS);
    loop.pipeline.request(spec, null);
    JobPlaced first = loop.placed(spec.id(), 1);
    String node = loop.node(first);
    List<String> before = follow(first.attempt());
    Loop.await().until(() -> epochs(before).contains(5));
    Cluster cluster = loop.cluster(first.target());

    cluster.killNode(node);
    try {
      AttemptEnded ended =
          loop.heard(spec.id(), AttemptEnded.class, end -> end.attempt().equals(first.attempt()));
      assertThat(ended.ending()).isNotInstanceOf(Ending.Succeeded.class);
      // Its cloud knows that the machine is no more, and only then is anything else started.
      assertThat(loop.told(spec.id(), JobPlaced.class)).allMatch(one -> one.attempt().number() == 1);
      try (KubernetesClient cloud = cluster.administrator()) {
        cloud.nodes().withName(node).delete();
      }

      JobPlaced second = loop.placed(spec.id(), 2);
      assertThat(second.target()).isNotEqualTo(first.target());
      String running = loop.node(second);
      assertThat(running).startsWith("real-");
      List<String> after = follow(second.attempt());
      JobSucceeded succeeded = loop.heard(spec.id(), JobSucceeded.class, _ -> true);

      assertThat(succeeded.attempt()).isEqualTo(second.attempt());
      Loop.await().until(() -> after.stream().anyMatch(line -> line.contains("test accuracy")));
      assertThat(after).anyMatch(line -> line.contains("resumed from epoch"));
      List<Integer> own = epochs(after);
      int resumed = own.getFirst();
      assertThat(resumed).as("the first epoch after %s", before).isGreaterThanOrEqualTo(5);
      assertThat(own).isEqualTo(java.util.stream.IntStream.rangeClosed(resumed, EPOCHS).boxed().toList());
    } finally {
      cluster.startNode(node);
    }
  }

  /** Reads what an attempt prints, through the monitor, until it ends. */
  private List<String> follow(AttemptId attempt) {
    List<String> lines = new CopyOnWriteArrayList<>();
    URI address =
        URI.create(
            "http://127.0.0.1:%d/jobs/%s/logs?attempt=%d&follow=true"
                .formatted(
                    loop.platform.http(Part.MONITOR).port(), attempt.job(), attempt.number()));
    var _ =
        Thread.ofVirtual()
            .start(
                () -> {
                  try (var reader =
                      new BufferedReader(
                          new InputStreamReader(
                              address.toURL().openStream(), StandardCharsets.UTF_8))) {
                    reader.lines().forEach(lines::add);
                  } catch (IOException | java.io.UncheckedIOException e) {
                    lines.add("the log broke off: " + e);
                  }
                });
    return lines;
  }

  private static List<Integer> epochs(List<String> lines) {
    List<Integer> epochs = new ArrayList<>();
    for (String line : lines) {
      int at = line.indexOf("epoch ");
      if (at >= 0 && line.contains("/" + EPOCHS)) {
        epochs.add(Integer.valueOf(line.substring(at + 6, line.indexOf('/', at))));
      }
    }
    return epochs;
  }
}
