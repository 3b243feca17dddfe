package dev.berth.targets.kubernetes.dialect;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How Berth signs in to such a cluster, and how its pods sign in to the provider's services.
 *
 * @param plugin the program that a kubeconfig of such a cluster calls for credentials, which must
 *     be on the path of Berth's services; null if it holds a token or a certificate
 * @param annotation the annotation of a ServiceAccount that names the provider's account; null if
 *     there is no such thing
 * @param podLabels labels that a pod needs for that to take effect
 */
public record Identity(
    @Nullable String plugin, @Nullable String annotation, Map<String, String> podLabels) {

  /** Copies the map. */
  public Identity {
    podLabels = Map.copyOf(podLabels);
  }
}
