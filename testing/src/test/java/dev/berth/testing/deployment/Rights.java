package dev.berth.testing.deployment;

import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What accounts may do, asked of the API server verb by verb. */
record Rights(KubernetesClient administrator) {

  private static final List<String> VERBS =
      List.of("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection");

  /** Those that Berth has to do with, and those that are worth most to a thief. */
  private static final List<String> RESOURCES =
      List.of(
          "batch/jobs",
          "batch/cronjobs",
          "ray.io/rayjobs",
          "ray.io/rayclusters",
          "kueue.x-k8s.io/workloads",
          "kueue.x-k8s.io/localqueues",
          "/pods",
          "/pods/log",
          "/pods/exec",
          "/services",
          "/events",
          "/secrets",
          "/configmaps",
          "/serviceaccounts",
          "/serviceaccounts/token",
          "/nodes",
          "/namespaces",
          "/persistentvolumes",
          "apps/deployments",
          "apps/statefulsets",
          "rbac.authorization.k8s.io/roles",
          "rbac.authorization.k8s.io/rolebindings",
          "rbac.authorization.k8s.io/clusterrolebindings");

  /**
   * All that a service's account may do in a namespace.
   *
   * @param namespace null for all of them, and what is in none
   * @return such as {@code list /pods}
   */
  Set<String> of(String account, @Nullable String namespace) {
    Set<String> rights = new TreeSet<>();
    for (String resource : RESOURCES) {
      for (String verb : VERBS) {
        if (may(account, namespace, verb, resource)) {
          rights.add(verb + " " + resource);
        }
      }
    }
    return rights;
  }

  private boolean may(String account, @Nullable String namespace, String verb, String resource) {
    String[] parts = resource.split("/");
    SubjectAccessReview review =
        new SubjectAccessReviewBuilder()
            .withNewSpec()
            .withUser("system:serviceaccount:" + Deployment.NAMESPACE + ":" + account)
            .withGroups(
                "system:serviceaccounts",
                "system:serviceaccounts:" + Deployment.NAMESPACE,
                "system:authenticated")
            .withNewResourceAttributes()
            .withNamespace(namespace)
            .withVerb(verb)
            .withGroup(parts[0])
            .withResource(parts[1])
            .withSubresource(parts.length > 2 ? parts[2] : null)
            .endResourceAttributes()
            .endSpec()
            .build();
    return administrator
        .authorization()
        .v1()
        .subjectAccessReview()
        .create(review)
        .getStatus()
        .getAllowed();
  }
}
