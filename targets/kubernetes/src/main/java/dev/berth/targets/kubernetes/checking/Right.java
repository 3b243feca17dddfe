package dev.berth.targets.kubernetes.checking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that one of Berth's services does on a cluster.
 *
 * @param service the account of whom: {@code berth-provisioner}, {@code berth-monitor}
 * @param verb such as {@code create}
 * @param group the API group; empty for the core's
 * @param resource its plural, such as {@code pods}
 * @param subresource such as {@code log}, or null
 * @param everywhere whether in all namespaces, rather than in the target's
 */
record Right(
    String service,
    String verb,
    String group,
    String resource,
    @Nullable String subresource,
    boolean everywhere) {

  /** The very file that people apply; the build puts it beside this class. */
  private static final String FILE = "rights.yaml";

  /** All rights that the file grants. */
  static List<Right> all() {
    List<Right> rights = new ArrayList<>();
    try (InputStream in = Right.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is not on the class path");
      }
      try (var documents = new YAMLMapper().readerFor(JsonNode.class).<JsonNode>readValues(in)) {
        while (documents.hasNext()) {
          add(documents.next(), rights);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(FILE, e);
    }
    return List.copyOf(rights);
  }

  private static void add(JsonNode document, List<Right> rights) {
    String kind = document.path("kind").asText();
    if (!kind.equals("Role") && !kind.equals("ClusterRole")) {
      return;
    }
    String service = document.path("metadata").path("name").asText();
    for (JsonNode rule : document.path("rules")) {
      for (JsonNode group : rule.path("apiGroups")) {
        for (JsonNode resource : rule.path("resources")) {
          String[] parts = resource.asText().split("/", 2);
          for (JsonNode verb : rule.path("verbs")) {
            rights.add(
                new Right(
                    service,
                    verb.asText(),
                    group.asText(),
                    parts[0],
                    parts.length == 2 ? parts[1] : null,
                    kind.equals("ClusterRole")));
          }
        }
      }
    }
  }

  /** The question whether the asking account has it. */
  Map<String, Object> review(String namespace) {
    Map<String, Object> attributes = new HashMap<>();
    attributes.put("verb", verb);
    attributes.put("group", group);
    attributes.put("resource", resource);
    if (subresource != null) {
      attributes.put("subresource", subresource);
    }
    if (!everywhere) {
      attributes.put("namespace", namespace);
    }
    return Map.of(
        "apiVersion",
        "authorization.k8s.io/v1",
        "kind",
        "SelfSubjectAccessReview",
        "spec",
        Map.of("resourceAttributes", attributes));
  }

  @Override
  public String toString() {
    return "%s %s%s%s%s"
        .formatted(
            verb,
            resource,
            subresource == null ? "" : "/" + subresource,
            group.isEmpty() ? "" : "." + group,
            everywhere ? " of the whole cluster" : "");
  }
}
