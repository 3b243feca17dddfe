package dev.berth.targets.kubernetes;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.NativeAttempt;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.kubernetes.reading.JobReading;
import dev.berth.targets.kubernetes.reading.RayJobReading;
import dev.berth.targets.kubernetes.reading.Sight;
import dev.berth.targets.kubernetes.reading.Surroundings;
import dev.berth.targets.kubernetes.reading.WorkloadReading;
import dev.berth.targets.kubernetes.rendering.ClusterSettings;
import dev.berth.targets.kubernetes.rendering.Marks;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vertx.core.VertxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Says what the cluster says of attempts. How one ended stays as it was first seen. */
final class Looking {

  private static final int TAIL_LINES = 50;
  private static final int TAIL_CHARACTERS = 4_096;
  private static final Duration TAIL_WITHIN = Duration.ofSeconds(2);

  private final Connection connection;
  private final ClusterObjects objects;
  private final ClusterSettings settings;
  private final KueueObjects kueue;
  private final Around around;
  private final Map<String, Sight> concluded = new ConcurrentHashMap<>();

  Looking(
      Connection connection,
      ClusterObjects objects,
      ClusterSettings settings,
      KueueObjects kueue,
      Around around) {
    this.connection = connection;
    this.objects = objects;
    this.settings = settings;
    this.kueue = kueue;
    this.around = around;
  }

  /**
   * What is seen of all of them. Pods are listed after what they belong to, so that nothing is said
   * to have ended whose pods are not known to have; and read a few attempts at a time.
   */
  List<NativeAttempt> all() throws TargetTroubleException {
    LeanJson<GenericKubernetesResource> mainJson = objects.mainJson();
    LeanJson<Pod> podJson = objects.podJson();
    List<byte[]> mains = new ArrayList<>(objects.held(NativeKind.JOB));
    mains.addAll(objects.held(NativeKind.RAY_JOB));
    Map<String, List<byte[]>> pods = objects.heldPods();
    Around.Look look = around.look();
    List<NativeAttempt> found = new ArrayList<>();
    Set<String> there = new HashSet<>();
    for (byte[] written : mains) {
      GenericKubernetesResource main = mainJson.read(written);
      there.add(main.getMetadata().getUid());
      String name = main.getMetadata().getLabels().getOrDefault(Marks.ATTEMPT, "");
      List<Pod> own = pods.getOrDefault(name, List.of()).stream().map(podJson::read).toList();
      at(main, own, look).ifPresent(found::add);
    }
    concluded.keySet().retainAll(there);
    return found;
  }

  /** What is seen of this one, given its pods; empty if it is no attempt's. */
  Optional<NativeAttempt> at(GenericKubernetesResource main, List<Pod> pods)
      throws TargetTroubleException {
    return at(main, pods, around.look());
  }

  private Optional<NativeAttempt> at(
      GenericKubernetesResource main, List<Pod> pods, Around.Look look)
      throws TargetTroubleException {
    Optional<AttemptId> attempt = attempt(main);
    if (attempt.isEmpty()) {
      return Optional.empty();
    }
    Sight sight = sight(main, pods, look);
    return Optional.of(
        new NativeAttempt(
            attempt.get(),
            main.getMetadata().getUid(),
            sight.observation(),
            annotation(main, Marks.TRACEPARENT)));
  }

  private Sight sight(GenericKubernetesResource main, List<Pod> pods, Around.Look look)
      throws TargetTroubleException {
    String uid = main.getMetadata().getUid();
    Sight known = concluded.get(uid);
    if (known != null) {
      return known;
    }
    Surroundings surroundings = look.around(main, pods);
    Sight sight =
        isRayJob(main)
            ? RayJobReading.read(main, cluster(main), pods, surroundings)
            : JobReading.read(job(main), pods, surroundings);
    sight = queued(main, sight, surroundings);
    if (sight.pod() != null) {
      sight = sight.withLogTail(tail(sight.pod()));
    }
    if (sight.observation() instanceof Observation.Succeeded
        || sight.observation() instanceof Observation.Failed) {
      concluded.put(uid, sight);
    }
    return sight;
  }

  /**
   * What Kueue says goes first where it has suspended an attempt, and where pods went away: when it
   * takes a place back, the pods look as if somebody had deleted them.
   */
  private Sight queued(GenericKubernetesResource main, Sight sight, Surroundings surroundings)
      throws TargetTroubleException {
    boolean failed = sight.observation() instanceof Observation.Failed;
    boolean suspended = Boolean.TRUE.equals(main.<Object>get("spec", "suspend"));
    if (!failed && isRayJob(main) && RayJobReading.isResumed(main)) {
      return kueue
          .workload(main)
          .flatMap(workload -> WorkloadReading.notTakenUp(workload, surroundings))
          .orElse(sight);
    }
    if (!failed && (!suspended || sight.observation() instanceof Observation.Succeeded)) {
      return sight;
    }
    return kueue
        .workload(main)
        .flatMap(workload -> WorkloadReading.read(workload, surroundings))
        .filter(said -> !failed || said.observation() instanceof Observation.Failed)
        .orElse(sight);
  }

  private static boolean isRayJob(GenericKubernetesResource main) {
    return main.getKind().equals(NativeKind.RAY_JOB.toString());
  }

  private Job job(GenericKubernetesResource main) throws TargetTroubleException {
    return connection.client().getKubernetesSerialization().convertValue(main, Job.class);
  }

  private @Nullable GenericKubernetesResource cluster(GenericKubernetesResource main)
      throws TargetTroubleException {
    Object name = main.get("status", "rayClusterName");
    if (!(name instanceof String cluster) || cluster.isEmpty()) {
      return null;
    }
    return connection.<@Nullable GenericKubernetesResource>ask(
        "get RayCluster " + cluster,
        client ->
            client
                .genericKubernetesResources(NativeKind.RAY_CLUSTERS)
                .inNamespace(settings.namespace())
                .withName(cluster)
                .get());
  }

  /**
   * The end of a pod's log; empty if it cannot be had, which is no news of the attempt. A node that
   * has just lost its power lets whoever asks for a log wait, and the news wait with it.
   */
  private String tail(String pod) throws TargetTroubleException {
    KubernetesClient client = connection.client();
    CompletableFuture<String> log = new CompletableFuture<>();
    Thread asking =
        Thread.ofVirtual().name("log " + pod).start(() -> log.complete(tail(client, pod)));
    try {
      return log.get(TAIL_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      asking.interrupt();
      return "";
    } catch (InterruptedException e) {
      asking.interrupt();
      Thread.currentThread().interrupt();
      throw new TargetTroubleException("log of pod " + pod + ": interrupted", e);
    }
  }

  private String tail(KubernetesClient client, String pod) {
    try {
      String log =
          client
              .pods()
              .inNamespace(settings.namespace())
              .withName(pod)
              .tailingLines(TAIL_LINES)
              .getLog();
      return log == null ? "" : log.substring(Math.max(0, log.length() - TAIL_CHARACTERS));
    } catch (KubernetesClientException | VertxException e) {
      return "";
    }
  }

  /** Which attempt it is; empty for somebody else's object with our labels. */
  static Optional<AttemptId> attempt(GenericKubernetesResource main) {
    Map<String, String> labels = main.getMetadata().getLabels();
    String written = labels == null ? null : labels.get(Marks.ATTEMPT);
    try {
      return written == null ? Optional.empty() : Optional.of(AttemptId.parse(written));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static @Nullable String annotation(GenericKubernetesResource main, String key) {
    Map<String, String> annotations = main.getMetadata().getAnnotations();
    return annotations == null ? null : annotations.get(key);
  }
}
