package dev.berth.targets.kubernetes;

import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.kubernetes.dialect.Dialect;
import dev.berth.targets.kubernetes.reading.JobReading;
import dev.berth.targets.kubernetes.reading.RayJobReading;
import dev.berth.targets.kubernetes.reading.Surroundings;
import dev.berth.targets.kubernetes.reading.Times;
import dev.berth.targets.kubernetes.rendering.ClusterSettings;
import dev.berth.targets.kubernetes.rendering.Marks;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks for what else has to be known when attempts are read: nodes and events only where a pod's
 * own status leaves something open.
 */
final class Around {

  private static final long EVENTS_AT_MOST = 5_000;

  private final Connection connection;
  private final ClusterSettings settings;
  private final Dialect dialect;
  private final Clock clock;

  Around(Connection connection, ClusterSettings settings, Dialect dialect, Clock clock) {
    this.connection = connection;
    this.settings = settings;
    this.dialect = dialect;
    this.clock = clock;
  }

  Surroundings of(Collection<GenericKubernetesResource> mains, List<Pod> pods)
      throws TargetTroubleException {
    Set<String> doubtful =
        pods.stream()
            .filter(pod -> "Running".equals(pod.getStatus().getPhase()))
            .filter(pod -> condition(pod, "Ready", "False"))
            .map(pod -> pod.getSpec().getNodeName())
            .collect(Collectors.toSet());
    Map<String, Instant> silent = new HashMap<>();
    for (String node : doubtful) {
      silentSince(node).ifPresent(since -> silent.put(node, since));
    }
    Instant now = clock.instant();
    boolean waits =
        pods.stream().anyMatch(pod -> condition(pod, "PodScheduled", "False") || isLate(pod, now))
            || lacksPods(mains, pods, now);
    return new Surroundings(
        now,
        settings.startWithin(),
        settings.queueWithin(),
        dialect.scaling(),
        silent,
        waits ? events() : List.of());
  }

  /** It may have failed to start; until then nobody needs to know why it takes its time. */
  private boolean isLate(Pod pod, Instant now) {
    return "Pending".equals(pod.getStatus().getPhase())
        && Instant.parse(pod.getMetadata().getCreationTimestamp())
            .plus(settings.startWithin())
            .isBefore(now);
  }

  /**
   * Whether one of them should have all its pods by now; what is made just now says nothing yet.
   */
  private static boolean lacksPods(
      Collection<GenericKubernetesResource> mains, List<Pod> pods, Instant now) {
    Map<String, List<Pod>> there =
        pods.stream()
            .filter(pod -> pod.getMetadata().getLabels().containsKey(Marks.ATTEMPT))
            .collect(
                Collectors.groupingBy(pod -> pod.getMetadata().getLabels().get(Marks.ATTEMPT)));
    return mains.stream()
        .filter(main -> {
          String attempt = main.getMetadata().getLabels().get(Marks.ATTEMPT);
          List<Pod> own = there.getOrDefault(String.valueOf(attempt), List.of());
          return main.getKind().equals(NativeKind.RAY_JOB.toString())
              ? RayJobReading.lacksPods(main, own)
              : own.size()
                  < (main.get("spec", "parallelism") instanceof Integer workers ? workers : 1);
        })
        .map(main -> Times.or(main.getMetadata().getCreationTimestamp(), now))
        .anyMatch(since -> !now.isBefore(since.plus(JobReading.REFUSAL_IS_MEANT_AFTER)));
  }

  private List<Event> events() throws TargetTroubleException {
    return connection.ask(
        "list events",
        client -> {
          ListOptions some = new ListOptions();
          some.setLimit(EVENTS_AT_MOST);
          return client.v1().events().inNamespace(settings.namespace()).list(some).getItems();
        });
  }

  private Optional<Instant> silentSince(String name) throws TargetTroubleException {
    Node node =
        connection.<@Nullable Node>ask(
            "get node " + name, client -> client.nodes().withName(name).get());
    if (node == null) {
      return Optional.empty();
    }
    for (NodeCondition condition : node.getStatus().getConditions()) {
      if ("Ready".equals(condition.getType()) && "Unknown".equals(condition.getStatus())) {
        return Optional.of(Instant.parse(condition.getLastTransitionTime()));
      }
    }
    return Optional.empty();
  }

  private static boolean condition(Pod pod, String type, String status) {
    return pod.getStatus().getConditions().stream()
        .anyMatch(one -> type.equals(one.getType()) && status.equals(one.getStatus()));
  }
}
