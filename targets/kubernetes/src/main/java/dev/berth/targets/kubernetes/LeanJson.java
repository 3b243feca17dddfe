package dev.berth.targets.kubernetes;

import dev.berth.targets.kubernetes.reading.Lean;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/**
 * Objects without what nobody reads, and as JSON, which is a small part of what they are in memory:
 * they are held by the thousand and looked at a few at a time.
 */
final class LeanJson<T extends HasMetadata> {

  private final Class<T> type;
  private final UnaryOperator<T> lean;
  private final KubernetesSerialization json;

  private LeanJson(Class<T> type, UnaryOperator<T> lean, KubernetesSerialization json) {
    this.type = type;
    this.lean = lean;
    this.json = json;
  }

  /** Of the objects that bear attempts' names. */
  static LeanJson<GenericKubernetesResource> ofMains(KubernetesSerialization json) {
    return new LeanJson<>(GenericKubernetesResource.class, Lean::main, json);
  }

  static LeanJson<Pod> ofPods(KubernetesSerialization json) {
    return new LeanJson<>(Pod.class, Lean::pod, json);
  }

  /** Takes from the object itself what nobody reads. */
  byte[] written(T object) {
    return json.asJson(lean.apply(object)).getBytes(StandardCharsets.UTF_8);
  }

  T read(byte[] written) {
    return json.unmarshal(new String(written, StandardCharsets.UTF_8), type);
  }
}
