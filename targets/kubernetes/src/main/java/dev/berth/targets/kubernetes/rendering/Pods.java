package dev.berth.targets.kubernetes.rendering;

import dev.berth.contracts.JobSpec;
import dev.berth.targets.api.UnfitException;
import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvFromSourceBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimVolumeSource;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.ArrayList;
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

  /** A pod of that container. Set and not built: a builder copies all that is below it. */
  PodSpec pod(
      JobSpec spec,
      CheckpointPlace place,
      boolean accelerated,
      Map<String, String> labels,
      Container container)
      throws UnfitException {
    PodSpec pod = new PodSpec();
    pod.setServiceAccountName(settings.serviceAccount());
    pod.setAutomountServiceAccountToken(false);
    pod.setEnableServiceLinks(false);
    pod.setTerminationGracePeriodSeconds(settings.grace().toSeconds());
    pod.setPriorityClassName(settings.priorityClass());
    pod.setImagePullSecrets(
        settings.pullSecrets().stream().map(LocalObjectReference::new).toList());
    pod.setAffinity(placing.affinity(spec, accelerated, labels));
    pod.setTolerations(placing.tolerations(spec, accelerated));
    PodSecurityContext security = new PodSecurityContext();
    security.setRunAsNonRoot(true);
    security.setRunAsUser(settings.user());
    security.setRunAsGroup(settings.user());
    security.setFsGroup(settings.user());
    security.setFsGroupChangePolicy("OnRootMismatch");
    security.setSeccompProfile(new SeccompProfile(null, "RuntimeDefault"));
    pod.setSecurityContext(security);
    List<Volume> volumes = new ArrayList<>();
    if (place.mounted()) {
      Volume checkpoints = new Volume();
      checkpoints.setName(CHECKPOINTS);
      if (settings.checkpointClaim() == null) {
        checkpoints.setEmptyDir(new EmptyDirVolumeSource());
      } else {
        checkpoints.setPersistentVolumeClaim(
            new PersistentVolumeClaimVolumeSource(settings.checkpointClaim(), null));
      }
      volumes.add(checkpoints);
    }
    // Data loaders and collectives share memory; the 64 MiB that a container gets are too little.
    Volume sharedMemory = new Volume();
    sharedMemory.setName(SHARED_MEMORY);
    sharedMemory.setEmptyDir(new EmptyDirVolumeSource("Memory", null));
    volumes.add(sharedMemory);
    pod.setVolumes(volumes);
    pod.setContainers(List.of(container));
    return pod;
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
    Container container = new Container();
    container.setName(name);
    container.setImage(image);
    container.setCommand(command == null ? List.of() : command);
    container.setArgs(arguments);
    container.setEnv(variables);
    container.setEnvFrom(settings.secrets().stream().map(Pods::secret).toList());
    ResourceRequirements asked = new ResourceRequirements();
    asked.setRequests(resources);
    asked.setLimits(resources);
    container.setResources(asked);
    SecurityContext security = new SecurityContext();
    security.setAllowPrivilegeEscalation(false);
    security.setCapabilities(new Capabilities(List.of(), List.of("ALL")));
    container.setSecurityContext(security);
    List<VolumeMount> mounts = new ArrayList<>();
    if (place.mounted()) {
      VolumeMount checkpoints = mount(CHECKPOINTS, CheckpointPlace.MOUNT);
      checkpoints.setSubPath(place.subPath());
      mounts.add(checkpoints);
    }
    mounts.add(mount(SHARED_MEMORY, "/dev/shm"));
    container.setVolumeMounts(mounts);
    return container;
  }

  private static VolumeMount mount(String volume, String path) {
    VolumeMount mount = new VolumeMount();
    mount.setName(volume);
    mount.setMountPath(path);
    return mount;
  }

  private static EnvFromSource secret(String name) {
    return new EnvFromSourceBuilder().withNewSecretRef(name, false).build();
  }
}
