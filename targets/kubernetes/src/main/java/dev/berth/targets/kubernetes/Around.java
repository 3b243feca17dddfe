package dev.berth.targets.kubernetes;

import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.kubernetes.dialect.Dialect;
import dev.berth.targets.kubernetes.reading.JobReading;
import dev.berth.targets.kubernetes.reading.RayJobReading;
import dev.berth.targets.kubernetes.reading.Surroundings;
import dev.berth.targets.kubernetes.reading.Times;
import dev.berth.targets.kubernetes.rendering.ClusterSettings;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** One look, in which nothing is asked for twice, however many attempts want to know it. */
  Look look() {
    return new Look(clock.instant());
  }

  /** For one thread. */
  final class Look {

    private final Instant now;
    private final Map<String, Optional<Instant>> silence = new HashMap<>();
    private @Nullable List<Event> events;

    private Look(Instant now) {
      this.now = now;
    }

    /** What has to be known of what is around this one, given its pods. */
    Surroundings around(GenericKubernetesResource main, List<Pod> pods)
        throws TargetTroubleException {
      Map<String, Instant> silent = new HashMap<>();
      for (Pod pod : pods) {
        if ("Running".equals(pod.getStatus().getPhase()) && condition(pod, "Ready", "False")) {
          String node = pod.getSpec().getNodeName();
          if (!silence.containsKey(node)) {
            silence.put(node, silentSince(node));
          }
          silence.getOrDefault(node, Optional.empty()).ifPresent(since -> silent.put(node, since));
        }
      }
      boolean waits =
          pods.stream().anyMatch(pod -> condition(pod, "PodScheduled", "False") || isLate(pod, now))
              || lacksPods(main, pods, now);
      return new Surroundings(
          now,
          settings.startWithin(),
          settings.queueWithin(),
          dialect.scaling(),
          silent,
          waits ? events() : List.of());
    }

    private List<Event> events() throws TargetTroubleException {
      if (events == null) {
        events = Around.this.events();
      }
      return events;
    }
  }

  /** It may have failed to start; until then nobody needs to know why it takes its time. */
  private boolean isLate(Pod pod, Instant now) {
    return "Pending".equals(pod.getStatus().getPhase())
        && Instant.parse(pod.getMetadata().getCreationTimestamp())
            .plus(settings.startWithin())
            .isBefore(now);
  }

  /** Whether it should have all its pods by now; what is made just now says nothing yet. */
  private static boolean lacksPods(GenericKubernetesResource main, List<Pod> pods, Instant now) {
    boolean lacks =
        main.getKind().equals(NativeKind.RAY_JOB.toString())
            ? RayJobReading.lacksPods(main, pods)
            : pods.size()
                < (main.get("spec", "parallelism") instanceof Integer workers ? workers : 1);
    return lacks
        && !now.isBefore(
            Times.or(main.getMetadata().getCreationTimestamp(), now)
                .plus(JobReading.REFUSAL_IS_MEANT_AFTER));
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
