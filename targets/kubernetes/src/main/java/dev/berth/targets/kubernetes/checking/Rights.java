package dev.berth.targets.kubernetes.checking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.CheckOutcome.Failed;
import dev.berth.targets.api.CheckOutcome.Passed;
import dev.berth.targets.api.CheckOutcome.Skipped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks the API server whether this account may do what Berth's services do. */
final class Rights {

  static final String PROVISIONER = "berth-provisioner";
  static final String MONITOR = "berth-monitor";

  private static final String REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

  private final Server server;
  private final String namespace;
  private final String account;

  /**
   * @param account what the API server calls this account; empty if it did not say
   */
  Rights(Server server, String namespace, String account) {
    this.server = server;
    this.namespace = namespace;
    this.account = account;
  }

  /** Whether it may do all that a service does, one question for each verb. */
  CheckOutcome of(String service, String other) {
    if (account.equals(serviceAccount(other))) {
      return new Skipped(
          "this is the account of %s; check with that of %s too".formatted(other, service));
    }
    List<Right> asked =
        Right.all().stream().filter(right -> right.service().equals(service)).toList();
    List<Right> lacking = new ArrayList<>();
    for (Right right : asked) {
      switch (server.post(REVIEWS, right.review(namespace))) {
        case Asked.Told(JsonNode json) -> {
          if (!json.path("status").path("allowed").asBoolean()) {
            lacking.add(right);
          }
        }
        case Asked.Nothing _ -> {
          return new Skipped("the API server has no SelfSubjectAccessReview");
        }
        case Asked.Refused refused -> {
          return new Skipped("rights may not be asked for: " + refused.message());
        }
        case Asked.Trouble trouble -> {
          return new Skipped("the API server does not answer: " + trouble.message());
        }
      }
    }
    return lacking.isEmpty()
        ? new Passed("all %d that %s needs".formatted(asked.size(), service))
        : new Failed(
            "this account may not " + grouped(lacking),
            "kubectl apply -f k8s/targets/kubernetes/rights.yaml%s, and sign in as the service account %s"
                .formatted(
                    namespace.equals("berth-jobs")
                        ? ""
                        : " (with berth-jobs in it replaced by " + namespace + ")",
                    service));
  }

  /** Whether it may do one thing in the target's namespace. */
  boolean allows(String verb, String group, String resource) {
    Right right = new Right("", verb, group, resource, null, false);
    return server.post(REVIEWS, right.review(namespace)) instanceof Asked.Told(JsonNode json)
        && json.path("status").path("allowed").asBoolean();
  }

  private String serviceAccount(String service) {
    return "system:serviceaccount:%s:%s".formatted(namespace, service);
  }

  /** {@code list, watch pods; create jobs.batch}. */
  private static String grouped(List<Right> rights) {
    Map<String, List<String>> verbs =
        rights.stream()
            .collect(
                Collectors.groupingBy(
                    right -> right.toString().substring(right.verb().length() + 1),
                    java.util.LinkedHashMap::new,
                    Collectors.mapping(Right::verb, Collectors.toList())));
    return verbs.entrySet().stream()
        .map(one -> String.join(", ", one.getValue()) + ' ' + one.getKey())
        .collect(Collectors.joining("; "));
  }
}
