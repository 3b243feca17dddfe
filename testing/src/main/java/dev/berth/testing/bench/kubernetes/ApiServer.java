package dev.berth.testing.bench.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The API server that is measured against, with all rights.
 *
 * @param kubeconfig of its administrator
 */
record ApiServer(Path kubeconfig) {

  /** The environment's variable with the kubeconfig's path. */
  static final String KUBECONFIG = "BERTH_LIVE_KUBECONFIG";

  /** So that what is slow on a busy machine is slow, and not a failure. */
  private static final int REQUEST_TIMEOUT_MILLIS = 60_000;

  /** What has to be done before there is one; empty if nothing. */
  static Optional<String> missing() {
    String said = System.getenv(KUBECONFIG);
    if (said == null || said.isEmpty()) {
      return Optional.of(
          "%s is not set; testing/live/bench starts a cluster, measures and ends it. One that stays: testing/live/kubernetes/cluster install, then testing/live/kubernetes/cluster start bench --cpu-nodes 2 --gpu-nodes 0, which prints its kubeconfig"
              .formatted(KUBECONFIG));
    }
    return Files.isReadable(Path.of(said))
        ? Optional.empty()
        : Optional.of("%s names %s, which cannot be read".formatted(KUBECONFIG, said));
  }

  /**
   * The one that the environment names.
   *
   * @throws IllegalStateException if it names none, and how to get one
   */
  static ApiServer given() {
    missing()
        .ifPresent(problem -> {
          throw new IllegalStateException(problem);
        });
    return new ApiServer(Path.of(System.getenv(KUBECONFIG)).toAbsolutePath());
  }

  /**
   * A client of its own. Its administrator signs in by a certificate; the client would read the
   * kubeconfig again for each request, in search of a token, and a reference would be slow by that.
   */
  KubernetesClient client() {
    Config config = Config.fromKubeconfig(kubeconfig.toFile());
    config.setOauthTokenProvider(() -> null);
    config.setRequestTimeout(REQUEST_TIMEOUT_MILLIS);
    return new KubernetesClientBuilder().withConfig(config).build();
  }
}
