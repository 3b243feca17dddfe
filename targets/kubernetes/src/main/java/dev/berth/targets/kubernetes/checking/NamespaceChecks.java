package dev.berth.targets.kubernetes.checking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.CheckOutcome.Failed;
import dev.berth.targets.api.CheckOutcome.Passed;
import dev.berth.targets.api.CheckOutcome.Skipped;
import dev.berth.targets.kubernetes.dialect.Dialect;
import dev.berth.targets.kubernetes.rendering.ClusterSettings;
import java.util.ArrayList;
import java.util.List;

/** Looks at the target's namespace, and at what its settings name in there. */
final class NamespaceChecks {

  private static final String ENFORCED = "pod-security.kubernetes.io/enforce";
  private static final String PULL_SECRET = "kubernetes.io/dockerconfigjson";

  private final Server server;
  private final ClusterSettings settings;
  private final Dialect dialect;

  NamespaceChecks(Server server, ClusterSettings settings, Dialect dialect) {
    this.server = server;
    this.settings = settings;
    this.dialect = dialect;
  }

  CheckOutcome exists() {
    String name = settings.namespace();
    return Outcomes.of(
        server.get("/api/v1/namespaces/" + name),
        "the namespace " + name,
        json ->
            json.path("metadata").has("deletionTimestamp")
                ? new Failed(
                    "the namespace " + name + " is being deleted",
                    "wait until it is gone, and make it anew")
                : new Passed(name + " is there"),
        new Failed("there is no namespace " + name, "kubectl create namespace " + name));
  }

  /** Berth's pods satisfy the strictest level; what is to be seen is which one holds. */
  CheckOutcome podSecurity() {
    return Outcomes.of(
        server.get("/api/v1/namespaces/" + settings.namespace()),
        "the namespace's labels",
        json -> {
          String level = json.path("metadata").path("labels").path(ENFORCED).asText();
          return new Passed(
              level.isEmpty()
                  ? "no level is enforced; Berth's pods satisfy 'restricted'"
                  : "the level '%s' is enforced; Berth's pods satisfy 'restricted'"
                      .formatted(level));
        },
        new Skipped("the namespace is not there"));
  }

  CheckOutcome serviceAccount() {
    String name = settings.serviceAccount();
    if (name == null) {
      return new Skipped("driver.settings.service-account names none: pods run as 'default'");
    }
    String annotation = dialect.identity().annotation();
    return Outcomes.of(
        server.get(in("serviceaccounts", name)),
        "the ServiceAccount " + name,
        json -> {
          String identity =
              annotation == null
                  ? ""
                  : json.path("metadata").path("annotations").path(annotation).asText();
          return new Passed(
              identity.isEmpty()
                  ? name
                      + " is there"
                      + (annotation == null ? "" : ", without the annotation " + annotation)
                  : "%s is there, and is %s to the provider".formatted(name, identity));
        },
        new Failed(
            "there is no ServiceAccount " + name,
            "kubectl create serviceaccount %s -n %s".formatted(name, settings.namespace())));
  }

  CheckOutcome pullSecrets() {
    return secrets(settings.pullSecrets(), "image-pull-secrets", PULL_SECRET);
  }

  CheckOutcome secrets() {
    return secrets(settings.secrets(), "secrets", "");
  }

  /** Looks only whether they are there, and of what type. */
  private CheckOutcome secrets(List<String> names, String setting, String type) {
    if (names.isEmpty()) {
      return new Skipped("driver.settings." + setting + " names none");
    }
    List<String> missing = new ArrayList<>();
    for (String name : names) {
      CheckOutcome outcome =
          Outcomes.of(
              server.get(in("secrets", name)),
              "the Secret " + name,
              json -> {
                String has = json.path("type").asText();
                return type.isEmpty() || has.equals(type)
                    ? new Passed(name)
                    : new Failed(name + " is of the type " + has + ", not " + type, "");
              },
              new Failed("there is no Secret " + name, ""));
      switch (outcome) {
        case Passed _ -> {}
        case Skipped skipped -> {
          return skipped;
        }
        case Failed failed -> missing.add(failed.reason());
      }
    }
    return missing.isEmpty()
        ? new Passed(String.join(", ", names))
        : new Failed(
            String.join("; ", missing),
            "kubectl create secret %s -n %s NAME ..."
                .formatted(type.isEmpty() ? "generic" : "docker-registry", settings.namespace()));
  }

  CheckOutcome checkpoints() {
    String claim = settings.checkpointClaim();
    if (claim == null) {
      return settings.checkpoints() == null
          ? new Skipped(
              "neither checkpoint-claim nor checkpoints is set: a job that names no place begins"
                  + " anew in each attempt")
          : new Passed("checkpoints go to " + settings.checkpoints());
    }
    return Outcomes.of(
        server.get(in("persistentvolumeclaims", claim)),
        "the PersistentVolumeClaim " + claim,
        json -> claim(claim, json),
        new Failed(
            "there is no PersistentVolumeClaim " + claim,
            "make one in the namespace %s, ReadWriteMany, on storage that all clusters see which"
                    .formatted(settings.namespace())
                + " hand jobs over"));
  }

  private static CheckOutcome claim(String name, JsonNode json) {
    String phase = json.path("status").path("phase").asText();
    String modes = json.path("spec").path("accessModes").toString().replace("\"", "");
    if (!phase.equals("Bound")) {
      return new Failed(
          "the PersistentVolumeClaim %s is %s".formatted(name, phase.isEmpty() ? "new" : phase),
          "kubectl describe pvc %s says why; one whose StorageClass waits for its first consumer is bound by the first job"
              .formatted(name));
    }
    return new Passed(
        "%s is bound, %s%s"
            .formatted(
                name,
                modes,
                modes.contains("ReadWriteMany")
                    ? ""
                    : ": workers on several nodes cannot share it"));
  }

  private String in(String plural, String name) {
    return "/api/v1/namespaces/%s/%s/%s".formatted(settings.namespace(), plural, name);
  }
}
