package dev.berth.targets.kubernetes.checking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.targets.api.Check;
import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.CheckOutcome.Failed;
import dev.berth.targets.api.CheckOutcome.Passed;
import dev.berth.targets.api.CheckOutcome.Skipped;
import dev.berth.targets.api.Target;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.kubernetes.dialect.Dialect;
import dev.berth.targets.kubernetes.rendering.ClusterSettings;
import dev.berth.targets.kubernetes.rendering.Rendering;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** All steps, in the order in which a person mends them. */
public final class ClusterChecks {

  /** Below it a Job would replace a pod that may still run: podReplacementPolicy came with it. */
  private static final int LEAST_MINOR = 29;

  private static final Map<String, String> REVIEW =
      Map.of("apiVersion", "authentication.k8s.io/v1", "kind", "SelfSubjectReview");
  private static final Skipped NO_NAMESPACE = new Skipped("the namespace is not there");
  private static final Skipped NO_RAY = new Skipped("Ray jobs do not run there");

  private final Target target;
  private final Dialect dialect;
  private final ClusterSettings settings;
  private final Map<String, String> environment;
  private final Instant now;

  /** The way in that the driver takes. */
  @FunctionalInterface
  public interface Entrance {
    /** A client, which whoever opened it closes. */
    KubernetesClient open() throws TargetTroubleException;
  }

  /**
   * For one target.
   *
   * @param environment this program's own, for the path and the usual kubeconfig
   * @param now for what may have expired
   */
  public ClusterChecks(
      Target target,
      Dialect dialect,
      ClusterSettings settings,
      Map<String, String> environment,
      Instant now) {
    this.target = target;
    this.dialect = dialect;
    this.settings = settings;
    this.environment = environment;
    this.now = now;
  }

  /** Goes through all steps; those that need what is missing are told as skipped. */
  public void tell(Entrance entrance, Consumer<Check> told) {
    Step step = new Step(told);
    Kubeconfig kubeconfig = Kubeconfig.of(settings.kubeconfig(), settings.context(), environment);
    boolean open =
        step.passed(
            "kubeconfig",
            switch (kubeconfig) {
              case Kubeconfig.Found found ->
                  new Passed(
                      "%s, context %s, server %s"
                          .formatted(found.file(), found.context(), found.server()));
              case Kubeconfig.OfThisPod _ -> new Passed("the account of this pod");
              case Kubeconfig.Lacking lacking -> new Failed(lacking.reason(), lacking.remedy());
            });
    if (open && kubeconfig instanceof Kubeconfig.Found found) {
      open = step.passed("credentials", new SignIn(dialect, environment, now).of(found));
    }
    if (!open) {
      step.passed("api-server", new Skipped("there is no way to sign in"));
      return;
    }
    try {
      inside(new Server(entrance.open()), step);
    } catch (TargetTroubleException e) {
      step.passed("api-server", unreachable(String.valueOf(e.getMessage())));
    }
  }

  private void inside(Server server, Step step) {
    Asked version = server.get("/version");
    if (!step.passed("api-server", version(version))) {
      return;
    }
    Asked who = server.post("/apis/authentication.k8s.io/v1/selfsubjectreviews", REVIEW);
    String account =
        who instanceof Asked.Told(JsonNode json)
            ? json.path("status").path("userInfo").path("username").asText()
            : "";
    if (!step.passed("account", account(who, account))) {
      return;
    }
    NamespaceChecks namespace = new NamespaceChecks(server, settings, dialect);
    Rights rights = new Rights(server, settings.namespace(), account);
    Extensions extensions = new Extensions(server, target, settings, now);
    Limits limits = new Limits(server, target, settings.namespace());
    Admission admission =
        new Admission(server, rights, new Rendering(target, dialect, settings), settings);
    boolean there = !(step.outcome("namespace", namespace.exists()) instanceof Failed);
    step.outcome("rights-provisioner", rights.of(Rights.PROVISIONER, Rights.MONITOR));
    step.outcome("rights-monitor", rights.of(Rights.MONITOR, Rights.PROVISIONER));
    boolean ray =
        step.outcome("kuberay", extensions.kubeRay()) instanceof Passed && extensions.runsRay();
    step.outcome("kuberay-operator", ray ? extensions.kubeRayOperator() : NO_RAY);
    step.outcome("queue", there ? extensions.queue() : NO_NAMESPACE);
    step.outcome("priority-class", extensions.priorityClass());
    step.outcome("pod-security", there ? namespace.podSecurity() : NO_NAMESPACE);
    step.outcome("service-account", there ? namespace.serviceAccount() : NO_NAMESPACE);
    step.outcome("image-pull-secrets", there ? namespace.pullSecrets() : NO_NAMESPACE);
    step.outcome("secrets", there ? namespace.secrets() : NO_NAMESPACE);
    step.outcome("checkpoints", there ? namespace.checkpoints() : NO_NAMESPACE);
    step.outcome("quota", there ? limits.quota() : NO_NAMESPACE);
    step.outcome("limit-range", there ? limits.limitRange() : NO_NAMESPACE);
    step.outcome("takes-jobs", there ? admission.jobs() : NO_NAMESPACE);
    step.outcome("takes-ray-jobs", !ray ? NO_RAY : there ? admission.rayJobs() : NO_NAMESPACE);
    step.outcome("takes-pods", there ? admission.pods() : NO_NAMESPACE);
    machines(server, step);
  }

  private void machines(Server server, Step step) {
    Asked nodes = server.get("/api/v1/nodes");
    Machines machines =
        new Machines(
            target,
            dialect,
            settings,
            nodes instanceof Asked.Told(JsonNode json) ? Machine.all(json) : List.of());
    step.outcome("nodes", seen(nodes, machines::nodes));
    step.outcome("node-shapes", seen(nodes, machines::shapes));
    step.outcome("accelerators", seen(nodes, machines::accelerators));
    step.outcome("fast-network", seen(nodes, machines::fastNetwork));
    step.outcome("preemptible", seen(nodes, machines::preemptible));
  }

  private static CheckOutcome seen(Asked nodes, Supplier<CheckOutcome> look) {
    return Outcomes.of(nodes, "nodes", _ -> look.get(), new Skipped("the API server has no nodes"));
  }

  private static CheckOutcome version(Asked version) {
    return switch (version) {
      case Asked.Told(JsonNode json) -> {
        String name = json.path("gitVersion").asText();
        String minor = json.path("minor").asText().replaceAll("\\D", "");
        if (!json.path("major").asText().equals("1") || minor.isEmpty()) {
          yield new Failed(
              "what answers is no Kubernetes", "look at the server's address in the kubeconfig");
        }
        yield Integer.parseInt(minor) >= LEAST_MINOR
            ? new Passed("answers as Kubernetes " + name)
            : new Failed(
                "Kubernetes %s is older than 1.%d".formatted(name, LEAST_MINOR),
                "upgrade it: Jobs there may run a pod beside one that has not ended");
      }
      case Asked.Nothing _ ->
          new Failed(
              "what answers has no /version", "look at the server's address in the kubeconfig");
      case Asked.Refused refused ->
          refused.isUnauthorized()
              ? refused(refused)
              : new Failed(
                  "the API server refuses to say its version: " + refused.message(),
                  "look at who is signed in");
      case Asked.Trouble trouble -> unreachable(trouble.message());
    };
  }

  private static CheckOutcome account(Asked who, String account) {
    return switch (who) {
      case Asked.Told _ ->
          account.equals("system:anonymous")
              ? new Failed(
                  "the API server takes this account for nobody's",
                  "sign in again: the kubeconfig's credentials are not sent, or not known")
              : new Passed("signed in as " + account);
      case Asked.Nothing _ -> new Skipped("the API server does not say who is signed in");
      case Asked.Refused refused ->
          refused.isUnauthorized() ? refused(refused) : new Skipped(refused.message());
      case Asked.Trouble trouble -> unreachable(trouble.message());
    };
  }

  private static CheckOutcome refused(Asked.Refused refused) {
    return new Failed(
        "the API server does not accept the credentials: " + refused.message(),
        "sign in again, and write the kubeconfig anew: a token, or a certificate, has expired or"
            + " was revoked");
  }

  private static CheckOutcome unreachable(String message) {
    return new Failed(
        "the API server does not answer: " + message,
        "look at the server's address in the kubeconfig, at its certificate authority, and at what"
            + " is in between: VPN, proxy, firewall, the cluster's list of allowed networks");
  }

  /** Tells steps as they are done. */
  private record Step(Consumer<Check> told) {

    CheckOutcome outcome(String name, CheckOutcome outcome) {
      told.accept(new Check(name, outcome));
      return outcome;
    }

    boolean passed(String name, CheckOutcome outcome) {
      return !(outcome(name, outcome) instanceof Failed);
    }
  }
}
