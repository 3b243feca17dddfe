package dev.berth.local.demo;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a cluster is reached.
 *
 * @param kubeconfig absolute
 * @param context one of the kubeconfig's; null for its current one
 */
public record Access(Path kubeconfig, @Nullable String context) {

  /**
   * One that the kubeconfig has.
   *
   * @throws IllegalArgumentException if it has not, naming what it has
   */
  public static Access checked(Path kubeconfig, @Nullable String context) {
    Access access = new Access(kubeconfig, context);
    Config config;
    try {
      config = access.config();
    } catch (KubernetesClientException e) {
      throw new IllegalArgumentException(
          "kubeconfig %s is not one: %s".formatted(kubeconfig, e.getMessage()), e);
    }
    List<String> names = config.getContexts().stream().map(one -> one.getName()).sorted().toList();
    String wanted =
        context != null
            ? context
            : config.getCurrentContext() == null ? "" : config.getCurrentContext().getName();
    if (!names.contains(wanted)) {
      throw new IllegalArgumentException(
          "kubeconfig %s has no %s; its contexts are %s"
              .formatted(
                  kubeconfig,
                  wanted.isEmpty() ? "current context" : "context '" + wanted + '\'',
                  names.stream().collect(Collectors.joining(", ", "[", "]"))));
    }
    return access;
  }

  /** As the client wants it. */
  Config config() {
    return Config.fromKubeconfig(context, kubeconfig.toFile());
  }

  /** Where the API server is. */
  public String server() {
    return config().getMasterUrl();
  }
}
