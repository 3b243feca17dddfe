package dev.berth.targets.kubernetes.rendering;

import dev.berth.targets.api.SettingsReader;
import dev.berth.targets.api.Target;
import dev.berth.targets.kubernetes.dialect.Autopilot;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The driver's settings in the fleet file; {@code docs/targets/kubernetes.md} says more.
 *
 * @param kubeconfig {@code kubeconfig}: the file; null for where kubectl looks, or the pod's own
 *     account
 * @param context {@code context}: which of its contexts; null for the current one
 * @param namespace {@code namespace}: where everything is made; {@code berth-jobs} if not said
 * @param image {@code image}: for jobs that name none; null if they have to
 * @param rayVersion {@code ray-version}: of Ray in the images; 2.49.0 if not said
 * @param rayImage {@code ray-image}: for Ray jobs that name none; Ray's own of that version if not
 *     said
 * @param rayHeadCpus {@code ray-head-cpus}: what the head gets, 1 if not said
 * @param rayHeadMemoryMiB {@code ray-head-memory-mib}: what the head gets, 4096 if not said
 * @param serviceAccount {@code service-account}: that pods run as; null for the namespace's default
 * @param secrets {@code secrets}: names of Secrets whose entries become variables
 * @param pullSecrets {@code image-pull-secrets}: names of Secrets for pulling images
 * @param checkpointClaim {@code checkpoint-claim}: name of a PersistentVolumeClaim
 * @param checkpoints {@code checkpoints}: a URI under which each job has its checkpoints
 * @param queue {@code queue}: Kueue's LocalQueue
 * @param queuePriority {@code queue-priority}: Kueue's WorkloadPriorityClass
 * @param priorityClass {@code priority-class}: of the pods
 * @param fabricResource {@code fabric-resource}: the extended resource of a fast network
 * @param fabricCount {@code fabric-count}: how many of it a worker gets; null for its part of what
 *     the machine has
 * @param autopilot {@code autopilot}: whether it is a GKE cluster in that mode; it is not if not
 *     said
 * @param nodeSelector {@code node-selector}: labels that nodes must have, {@code key=value,...};
 *     {@code compute-class} is GKE's, by its own name
 * @param tolerations {@code tolerations}: further taints to tolerate, {@code key=value,...}
 * @param user {@code user}: the numeric user and group of pods; 1000 if not said
 * @param grace {@code grace}: between SIGTERM and SIGKILL; 30 s if not said
 * @param startWithin {@code start-within}: how long pods may wait for room, or a gang for the last
 *     of its pods, before the attempt has failed for want of capacity, and then how long a pod may
 *     take to start on its node before that has failed; 15 min if not said
 * @param queueWithin {@code queue-within}: how long they may wait in Kueue's queue before that; 24
 *     h if not said
 * @param timeout {@code timeout}: of one request to the API server; 20 s if not said
 * @param names {@code names}: how long the names of released attempts are kept; 100 days if not
 *     said
 */
public record ClusterSettings(
    @Nullable String kubeconfig,
    @Nullable String context,
    String namespace,
    @Nullable String image,
    String rayVersion,
    String rayImage,
    double rayHeadCpus,
    long rayHeadMemoryMiB,
    @Nullable String serviceAccount,
    List<String> secrets,
    List<String> pullSecrets,
    @Nullable String checkpointClaim,
    @Nullable String checkpoints,
    @Nullable String queue,
    @Nullable String queuePriority,
    @Nullable String priorityClass,
    @Nullable String fabricResource,
    @Nullable Integer fabricCount,
    boolean autopilot,
    Map<String, String> nodeSelector,
    Map<String, String> tolerations,
    long user,
    Duration grace,
    Duration startWithin,
    Duration queueWithin,
    Duration timeout,
    Duration names) {

  private static final Set<String> NAMES =
      Set.of(
          "kubeconfig",
          "context",
          "namespace",
          "image",
          "ray-version",
          "ray-image",
          "ray-head-cpus",
          "ray-head-memory-mib",
          "service-account",
          "secrets",
          "image-pull-secrets",
          "checkpoint-claim",
          "checkpoints",
          "queue",
          "queue-priority",
          "priority-class",
          "fabric-resource",
          "fabric-count",
          "autopilot",
          "compute-class",
          "node-selector",
          "tolerations",
          "user",
          "grace",
          "start-within",
          "queue-within",
          "timeout",
          "names");

  /**
   * Reads a target's settings.
   *
   * @throws IllegalArgumentException if one is wrong, naming it and its value
   */
  public static ClusterSettings of(Target target) {
    SettingsReader said = new SettingsReader(target, NAMES);
    String rayVersion = said.text("ray-version", "2.49.0");
    ClusterSettings settings =
        new ClusterSettings(
            said.textOrNull("kubeconfig"),
            said.textOrNull("context"),
            said.label("namespace", "berth-jobs"),
            said.textOrNull("image"),
            rayVersion,
            said.text("ray-image", "rayproject/ray:" + rayVersion),
            said.number("ray-head-cpus", 1, 0.1, 1_024),
            (long) said.number("ray-head-memory-mib", 4_096, 256, 33_554_432),
            said.textOrNull("service-account"),
            said.list("secrets"),
            said.list("image-pull-secrets"),
            said.textOrNull("checkpoint-claim"),
            said.textOrNull("checkpoints"),
            said.textOrNull("queue"),
            said.textOrNull("queue-priority"),
            said.textOrNull("priority-class"),
            said.textOrNull("fabric-resource"),
            said.countOrNull("fabric-count", 64),
            said.flag("autopilot", false),
            nodeSelector(said),
            said.pairs("tolerations"),
            (long) said.number("user", 1_000, 1, Integer.MAX_VALUE),
            said.duration("grace", Duration.ofSeconds(30)),
            said.duration("start-within", Duration.ofMinutes(15)),
            said.duration("queue-within", Duration.ofHours(24)),
            said.duration("timeout", Duration.ofSeconds(20)),
            said.duration("names", Duration.ofDays(100)));
    if (settings.checkpointClaim != null && settings.checkpoints != null) {
      throw said.wrong("checkpoint-claim and checkpoints exclude each other");
    }
    return settings;
  }

  private static Map<String, String> nodeSelector(SettingsReader said) {
    Map<String, String> labels = new TreeMap<>(said.pairs("node-selector"));
    String computeClass = said.textOrNull("compute-class");
    if (computeClass != null) {
      labels.put(Autopilot.COMPUTE_CLASS, computeClass);
    }
    return Collections.unmodifiableMap(labels);
  }
}
