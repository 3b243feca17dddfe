package dev.berth.testing.bench.kubernetes;

import dev.berth.targets.api.FleetFile;
import dev.berth.targets.api.InvalidFleetException;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.Target;
import dev.berth.targets.kubernetes.dialect.Dialects;
import dev.berth.targets.kubernetes.rendering.ClusterSettings;
import dev.berth.targets.kubernetes.rendering.Rendered;
import dev.berth.targets.kubernetes.rendering.Rendering;
import dev.berth.testing.platform.Part;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A namespace of its own on an API server, and the target that it is for Berth. */
final class Ground implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LOOK = Duration.ofMillis(100);

  private final KubernetesClient client;
  private final String namespace = "berth-bench-" + UUID.randomUUID().toString().substring(0, 8);
  private final String fleet;
  private final Target target;
  private final Rendering rendering;

  Ground(ApiServer server) {
    this.client = server.client();
    this.fleet = fleet(server.kubeconfig(), namespace);
    this.target = parsed(fleet);
    this.rendering =
        new Rendering(
            target, Dialects.named(target.dialect()).orElseThrow(), ClusterSettings.of(target));
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    // Until its account is there, pods are refused.
    client
        .serviceAccounts()
        .inNamespace(namespace)
        .withName("default")
        .waitUntilCondition(Objects::nonNull, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static String fleet(Path kubeconfig, String namespace) {
    return """
    targets:
      - id: bench
        model: self-hosted-kubernetes
        dialect: kubeadm
        driver:
          kind: kubernetes
          settings: {kubeconfig: "%s", namespace: %s, start-within: PT1H}
        runtimes: [container]
        nodes: [{name: machine, cpus: 100000, memoryMiB: 1000000, maximum: 100}]
        maximumAttempts: 100000
    """
        .formatted(kubeconfig, namespace);
  }

  private static Target parsed(String fleet) {
    try {
      return FleetFile.parse(fleet, "bench").targets().getFirst();
    } catch (InvalidFleetException e) {
      throw new IllegalStateException(e);
    }
  }

  KubernetesClient client() {
    return client;
  }

  String namespace() {
    return namespace;
  }

  Target target() {
    return target;
  }

  /** Writes the fleet file that has this target and no other, for every service. */
  Map<Part, Path> fleets(Path folder) {
    try {
      Path file = Files.writeString(folder.resolve("fleet.yaml"), fleet);
      return Part.SERVICES.stream().collect(Collectors.toMap(part -> part, _ -> file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The Job that the provisioner makes of a submission. */
  Job job(Submission submission) {
    return switch (rendering.render(submission)) {
      case Rendered.Objects objects when objects.main() instanceof Job job -> job;
      case Rendered.Objects other -> throw new IllegalStateException(other.main().getKind());
      case Rendered.Unfit unfit -> throw new IllegalStateException(unfit.reason());
    };
  }

  /** Deletes all Jobs and their pods, and waits until they are gone. */
  void clear() throws InterruptedException {
    client
        .batch()
        .v1()
        .jobs()
        .inNamespace(namespace)
        .withPropagationPolicy(DeletionPropagation.BACKGROUND)
        .delete();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (any()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("Jobs or pods do not go away in " + namespace);
      }
      Thread.sleep(LOOK);
    }
  }

  private boolean any() {
    ListOptions one = new ListOptions();
    one.setLimit(1L);
    return !client.batch().v1().jobs().inNamespace(namespace).list(one).getItems().isEmpty()
        || !client.pods().inNamespace(namespace).list(one).getItems().isEmpty();
  }

  /** The size of an object as JSON, in bytes. */
  long jsonBytes(HasMetadata object) {
    return client.getKubernetesSerialization().asJson(object).length();
  }

  @Override
  public void close() {
    client.namespaces().withName(namespace).delete();
    client.close();
  }
}
