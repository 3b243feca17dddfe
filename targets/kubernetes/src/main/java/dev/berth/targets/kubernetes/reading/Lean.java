package dev.berth.targets.kubernetes.reading;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes from objects what no reading looks at: what they are to be made of and who wrote which
 * field are most of their size, and a monitor holds them by the thousand.
 */
public final class Lean {

  /** All that is read of a Job's or a RayJob's specification. */
  private static final Set<String> READ = Set.of("parallelism", "suspend");

  private Lean() {}

  /** The same pod, with the node of its specification and nothing else of that. */
  public static Pod pod(Pod pod) {
    pod.getMetadata().setManagedFields(List.of());
    if (pod.getSpec() != null) {
      PodSpec spec = new PodSpec();
      spec.setNodeName(pod.getSpec().getNodeName());
      pod.setSpec(spec);
    }
    return pod;
  }

  /** The same Job or RayJob, with little of its specification and when it was suspended. */
  public static GenericKubernetesResource main(GenericKubernetesResource main) {
    // A Job's own condition says since when it is suspended.
    main.getMetadata()
        .setManagedFields(
            "RayJob".equals(main.getKind()) ? Suspension.lean(main.getMetadata()) : List.of());
    if (main.<Object>get("spec") instanceof Map<?, ?> spec) {
      Map<String, Object> read = new LinkedHashMap<>();
      spec.forEach((key, value) -> {
        if (READ.contains(String.valueOf(key))) {
          read.put(String.valueOf(key), value);
        }
      });
      main.setAdditionalProperty("spec", read);
    }
    return main;
  }
}
