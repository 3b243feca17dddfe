package dev.berth.targets.kubernetes;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.kubernetes.rendering.Marks;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.vertx.core.VertxException;
import java.io.FilterInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What an attempt's pods print: a Job's workers, or a RayJob's submitter, which prints its log. */
final class Following {

  private static final String RANK = "batch.kubernetes.io/job-completion-index";

  private final Connection connection;
  private final ClusterObjects objects;
  private final String namespace;

  Following(Connection connection, ClusterObjects objects, String namespace) {
    this.connection = connection;
    this.objects = objects;
    this.namespace = namespace;
  }

  Optional<InputStream> logs(AttemptId attempt, boolean follow) throws TargetTroubleException {
    List<Pod> pods =
        objects.pods(attempt).stream()
            .filter(pod -> !"Pending".equals(pod.getStatus().getPhase()))
            .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
            .toList();
    boolean ray = pods.stream().anyMatch(pod -> Marks.SUBMITTER.equals(role(pod)));
    List<Pod> printing =
        pods.stream().filter(pod -> (ray ? Marks.SUBMITTER : "worker").equals(role(pod))).toList();
    if (printing.isEmpty()) {
      return Optional.empty();
    }
    List<PodLog> logs = new ArrayList<>();
    for (Pod pod : printing) {
      String name = pod.getMetadata().getName();
      logs.add(new PodLog(worker(pod), open(name, follow)));
    }
    return Optional.of(new PodLogs(logs));
  }

  private InputStream open(String pod, boolean follow) throws TargetTroubleException {
    KubernetesClient client = connection.client();
    try {
      PodResource resource = client.pods().inNamespace(namespace).withName(pod);
      if (follow) {
        LogWatch watch = resource.watchLog();
        return new FilterInputStream(watch.getOutput()) {
          @Override
          public void close() {
            watch.close();
          }
        };
      }
      InputStream log = resource.getLogInputStream();
      return log == null ? InputStream.nullInputStream() : log;
    } catch (KubernetesClientException | VertxException e) {
      throw new TargetTroubleException("log of pod " + pod + ": " + e.getMessage(), e);
    }
  }

  /** By its rank, as on every kind of target; the attempt is known to whoever asks. */
  private static String worker(Pod pod) {
    String rank = pod.getMetadata().getLabels().get(RANK);
    return rank == null ? pod.getMetadata().getName() : "worker-" + rank;
  }

  private static String role(Pod pod) {
    return String.valueOf(pod.getMetadata().getLabels().get(Marks.ROLE));
  }
}
