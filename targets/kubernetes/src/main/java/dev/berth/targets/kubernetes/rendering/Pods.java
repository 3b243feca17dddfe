package dev.berth.targets.kubernetes.rendering;

import dev.berth.contracts.JobSpec;
import dev.berth.targets.api.UnfitException;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvFromSourceBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pods as the standard {@code restricted} of pod security asks for them. */
final class Pods {

  private static final String CHECKPOINTS = "checkpoints";
  private static final String SHARED_MEMORY = "shared-memory";

  private final ClusterSettings settings;
  private final Placing placing;

  Pods(ClusterSettings settings, Placing placing) {
    this.settings = settings;
    this.placing = placing;
  }

  /** A pod without containers yet. */
  PodSpecBuilder pod(
      JobSpec spec, CheckpointPlace place, boolean accelerated, Map<String, String> labels)
      throws UnfitException {
    PodSpecBuilder pod =
        new PodSpecBuilder()
            .withServiceAccountName(settings.serviceAccount())
            .withAutomountServiceAccountToken(false)
            .withEnableServiceLinks(false)
            .withTerminationGracePeriodSeconds(settings.grace().toSeconds())
            .withPriorityClassName(settings.priorityClass())
            .withImagePullSecrets(
                settings.pullSecrets().stream().map(LocalObjectReference::new).toList())
            .withAffinity(placing.affinity(spec, accelerated, labels))
            .withTolerations(placing.tolerations(spec, accelerated))
            .withNewSecurityContext()
            .withRunAsNonRoot(true)
            .withRunAsUser(settings.user())
            .withRunAsGroup(settings.user())
            .withFsGroup(settings.user())
            .withFsGroupChangePolicy("OnRootMismatch")
            .withNewSeccompProfile()
            .withType("RuntimeDefault")
            .endSeccompProfile()
            .endSecurityContext();
    if (place.mounted()) {
      VolumeBuilder volume = new VolumeBuilder().withName(CHECKPOINTS);
      if (settings.checkpointClaim() == null) {
        volume.withNewEmptyDir().endEmptyDir();
      } else {
        volume
            .withNewPersistentVolumeClaim()
            .withClaimName(settings.checkpointClaim())
            .endPersistentVolumeClaim();
      }
      pod.addToVolumes(volume.build());
    }
    // Data loaders and collectives share memory; the 64 MiB that a container gets are too little.
    return pod.addToVolumes(
        new VolumeBuilder()
            .withName(SHARED_MEMORY)
            .withNewEmptyDir()
            .withMedium("Memory")
            .endEmptyDir()
            .build());
  }

  /** A container that gets just what it asks for. */
  Container container(
      String name,
      String image,
      @Nullable List<String> command,
      List<String> arguments,
      List<EnvVar> variables,
      Map<String, Quantity> resources,
      CheckpointPlace place) {
    ContainerBuilder container =
        new ContainerBuilder()
            .withName(name)
            .withImage(image)
            .withCommand(command)
            .withArgs(arguments)
            .withEnv(variables)
            .withEnvFrom(settings.secrets().stream().map(Pods::secret).toList())
            .withNewResources()
            .withRequests(resources)
            .withLimits(resources)
            .endResources()
            .withNewSecurityContext()
            .withAllowPrivilegeEscalation(false)
            .withNewCapabilities()
            .withDrop("ALL")
            .endCapabilities()
            .endSecurityContext();
    if (place.mounted()) {
      container.addToVolumeMounts(
          new VolumeMountBuilder()
              .withName(CHECKPOINTS)
              .withMountPath(CheckpointPlace.MOUNT)
              .withSubPath(place.subPath())
              .build());
    }
    return container
        .addToVolumeMounts(
            new VolumeMountBuilder().withName(SHARED_MEMORY).withMountPath("/dev/shm").build())
        .build();
  }

  private static EnvFromSource secret(String name) {
    return new EnvFromSourceBuilder().withNewSecretRef(name, false).build();
  }
}
