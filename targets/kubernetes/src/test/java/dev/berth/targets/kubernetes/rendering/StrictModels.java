package dev.berth.targets.kubernetes.rendering;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads objects through models in which a field that is unknown, or of another type, is an error.
 */
final class StrictModels {

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

  private StrictModels() {}

  /**
   * Those fields of {@code ray.io/v1} (KubeRay 1.5.1, ray-operator/apis/ray/v1) that Berth sets.
   */
  record RayJob(String apiVersion, String kind, ObjectMeta metadata, RayJobSpec spec) {}

  record RayJobSpec(
      String entrypoint,
      String jobId,
      String submissionMode,
      SubmitterConfig submitterConfig,
      PodTemplateSpec submitterPodTemplate,
      int backoffLimit,
      boolean shutdownAfterJobFinishes,
      int ttlSecondsAfterFinished,
      @Nullable Integer activeDeadlineSeconds,
      RayClusterSpec rayClusterSpec) {}

  record SubmitterConfig(int backoffLimit) {}

  record RayClusterSpec(
      String rayVersion,
      boolean enableInTreeAutoscaling,
      @Nullable Autoscaler autoscalerOptions,
      Head headGroupSpec,
      List<Group> workerGroupSpecs) {}

  record Autoscaler(
      String upscalingMode,
      int idleTimeoutSeconds,
      io.fabric8.kubernetes.api.model.SecurityContext securityContext) {}

  record Head(Map<String, String> rayStartParams, PodTemplateSpec template) {}

  record Group(
      String groupName,
      int replicas,
      int minReplicas,
      int maxReplicas,
      Map<String, String> rayStartParams,
      PodTemplateSpec template) {}

  static void read(JsonNode object) {
    String version = object.path("apiVersion").asText();
    String kind = object.path("kind").asText();
    Class<?> model =
        version.equals("ray.io/v1")
            ? RayJob.class
            : KUBERNETES.getRegisteredKubernetesResource(version, kind);
    STRICT.convertValue(object, model);
  }
}
