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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an attempt's pods print: a Job's workers, or a RayJob's submitter, which prints its log. */
final class Following {

  private static final String RANK = "batch.kubernetes.io/job-completion-index";

  private static final String HEAD = "head";
  private static final Duration LOOKS = Duration.ofSeconds(1);

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
            .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
            .toList();
    // Workers of a Ray cluster print what Ray says of itself; the job's own log is its submitter's.
    boolean ray =
        pods.stream().anyMatch(pod -> Marks.SUBMITTER.equals(role(pod)) || HEAD.equals(role(pod)));
    List<Pod> printing =
        pods.stream().filter(pod -> (ray ? Marks.SUBMITTER : "worker").equals(role(pod))).toList();
    List<PodLog> logs = new ArrayList<>();
    boolean any = false;
    for (Pod pod : printing) {
      boolean started = started(pod);
      any |= started;
      if (started) {
        logs.add(new PodLog(worker(pod), open(pod.getMetadata().getName(), follow)));
      } else if (follow) {
        String name = pod.getMetadata().getName();
        logs.add(new PodLog(worker(pod), new LateLog(() -> look(name), LOOKS)));
      }
    }
    return any ? Optional.of(new PodLogs(logs)) : Optional.empty();
  }

  private LateLog.Standing look(String pod) throws TargetTroubleException {
    Pod found =
        connection.<@Nullable Pod>ask(
            "get pod " + pod, client -> client.pods().inNamespace(namespace).withName(pod).get());
    if (found == null) {
      return new LateLog.Standing.Gone();
    }
    return started(found)
        ? new LateLog.Standing.Started(open(pod, true))
        : new LateLog.Standing.Waiting();
  }

  private static boolean started(Pod pod) {
    return !"Pending".equals(pod.getStatus().getPhase());
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
