package dev.berth.testing.manifests;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import java.util.Map;
import java.util.Optional;

/**
 * Reads objects through the models of those who run them; a field that a model lacks is an error.
 */
final class KubernetesModels {

  private static final Map<String, Class<?>> STRIMZI =
      Map.of(
          "Kafka",
          Kafka.class,
          "KafkaNodePool",
          KafkaNodePool.class,
          "KafkaTopic",
          KafkaTopic.class);

  private static final KubernetesSerialization KUBERNETES = new KubernetesSerialization();

  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .annotationIntrospector(
              new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                // The models keep what they do not know in a map; here it is to be refused.
                @Override
                public Boolean hasAnySetter(Annotated member) {
                  return false;
                }
              })
          .build();

  private KubernetesModels() {}

  /** The model of an object, unless its kind has none here. */
  static Optional<Class<?>> of(JsonNode object) {
    String version = object.path("apiVersion").asText();
    String kind = object.path("kind").asText();
    return version.startsWith("kafka.strimzi.io/")
        ? Optional.ofNullable(STRIMZI.get(kind))
        : Optional.ofNullable(KUBERNETES.getRegisteredKubernetesResource(version, kind));
  }

  /**
   * Reads an object.
   *
   * @throws IllegalArgumentException if a field is unknown or of another type, naming it
   */
  static Object read(JsonNode object, Class<?> model) {
    return STRICT.convertValue(object, model);
  }
}
