package dev.berth.targets.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept of a pod while a cluster is measured: there are thousands, and they are asked
 * for again and again.
 *
 * @param node that it is on, or null
 * @param findsNoNode whether the scheduler found none for it
 * @param requests what all of its containers ask for, by resource
 */
record Asking(@Nullable String node, boolean findsNoNode, Map<String, Double> requests) {

  static Asking of(Pod pod) {
    Map<String, Double> requests = new HashMap<>();
    for (Container container : pod.getSpec().getContainers()) {
      if (container.getResources() != null && container.getResources().getRequests() != null) {
        container
            .getResources()
            .getRequests()
            .forEach((resource, asked) ->
                requests.merge(resource, Measuring.amount(asked), Double::sum));
      }
    }
    return new Asking(
        pod.getSpec().getNodeName(),
        pod.getStatus().getConditions().stream()
            .anyMatch(
                one -> "PodScheduled".equals(one.getType()) && "False".equals(one.getStatus())),
        Map.copyOf(requests));
  }
}
