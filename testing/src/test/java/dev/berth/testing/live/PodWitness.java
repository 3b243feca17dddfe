package dev.berth.testing.live;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.kubernetes.live.Tenancy;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Sees every pod of an attempt that ever ran on a cluster, without asking Berth. */
final class PodWitness implements AutoCloseable {

  /**
   * A pod's containers ran. Times are the cluster's, in whole seconds.
   *
   * @param attempt whose
   * @param uid the pod's
   * @param from since when
   * @param to until when; null while they run
   */
  record Run(AttemptId attempt, String uid, Instant from, @Nullable Instant to) {}

  private final Map<String, Run> runs = new ConcurrentHashMap<>();
  private final SharedIndexInformer<Pod> informer;

  PodWitness(Tenancy tenancy) {
    informer =
        tenancy
            .administrator()
            .pods()
            .inNamespace(tenancy.namespace())
            .withLabel("berth.dev/attempt")
            .inform(new Eyes());
  }

  Collection<Run> runs() {
    return List.copyOf(runs.values());
  }

  private void see(Pod pod, boolean deleted) {
    List<ContainerState> states =
        pod.getStatus().getContainerStatuses().stream().map(one -> one.getState()).toList();
    Optional<Instant> from =
        states.stream()
            .flatMap(state ->
                Optional.ofNullable(state.getRunning())
                    .map(running -> running.getStartedAt())
                    .or(() ->
                        Optional.ofNullable(state.getTerminated())
                            .map(terminated -> terminated.getStartedAt()))
                    .stream())
            .map(Instant::parse)
            .findFirst();
    Instant to =
        states.stream()
            .flatMap(state -> Optional.ofNullable(state.getTerminated()).stream())
            .map(terminated -> Instant.parse(terminated.getFinishedAt()))
            .findFirst()
            .orElse(deleted ? Instant.now() : null);
    if (from.isPresent()) {
      String uid = pod.getMetadata().getUid();
      AttemptId attempt =
          AttemptId.parse(String.valueOf(pod.getMetadata().getLabels().get("berth.dev/attempt")));
      runs.put(uid, new Run(attempt, uid, from.get(), to));
    }
  }

  @Override
  public void close() {
    informer.close();
  }

  private final class Eyes implements ResourceEventHandler<Pod> {

    @Override
    public void onAdd(Pod pod) {
      see(pod, false);
    }

    @Override
    public void onUpdate(Pod before, Pod pod) {
      see(pod, false);
    }

    @Override
    public void onDelete(Pod pod, boolean unknown) {
      see(pod, true);
    }
  }
}
