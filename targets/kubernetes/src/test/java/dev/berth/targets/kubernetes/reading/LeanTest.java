package dev.berth.targets.kubernetes.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

/** That readings need no more is shown by theirs: {@link Seen} gives them nothing else. */
class LeanTest {

  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  @Test
  void keepsOfAPodItsStatusItsNodeAndWhoseItIs() {
    Pod pod =
        Lean.pod(
            YAML.unmarshal(
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: p, uid: u, labels: {a: b}, managedFields: [{manager: kubelet}]}
                spec: {nodeName: n, containers: [{name: worker, image: i}]}
                status: {phase: Running}
                """,
                Pod.class));

    assertThat(YAML.asJson(pod))
        .isEqualTo(
            "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"labels\":{\"a\":\"b\"},\"name\":\"p\",\"uid\":\"u\"},\"spec\":{\"nodeName\":\"n\"},\"status\":{\"phase\":\"Running\"}}");
  }

  @Test
  void keepsOfAJobItsStatusAndOfItsSpecificationWhatIsRead() {
    GenericKubernetesResource job =
        Lean.main(
            YAML.unmarshal(
                """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: j, managedFields: [{manager: berth}]}
                spec: {parallelism: 2, suspend: true, completions: 2, template: {spec: {}}}
                status: {active: 1}
                """,
                GenericKubernetesResource.class));

    assertThat(YAML.asJson(job))
        .isEqualTo(
            "{\"apiVersion\":\"batch/v1\",\"kind\":\"Job\",\"metadata\":{\"name\":\"j\"},\"spec\":{\"parallelism\":2,\"suspend\":true},\"status\":{\"active\":1}}");
  }

  @Test
  void keepsOfARayJobWhenItWasSuspendedToo() {
    GenericKubernetesResource job =
        Lean.main(
            YAML.unmarshal(
                """
                apiVersion: ray.io/v1
                kind: RayJob
                metadata:
                  name: r
                  managedFields:
                  - {manager: berth, time: "2026-11-25T03:00:00Z", fieldsV1: {"f:spec": {"f:entrypoint": {}}}}
                  - {manager: kubectl-patch, operation: Update, time: "2026-11-25T03:10:00Z",
                     fieldsV1: {"f:spec": {"f:suspend": {}, "f:ttlSecondsAfterFinished": {}}}}
                spec: {suspend: true, entrypoint: train}
                """,
                GenericKubernetesResource.class));

    assertThat(YAML.asJson(job))
        .isEqualTo(
            "{\"apiVersion\":\"ray.io/v1\",\"kind\":\"RayJob\",\"metadata\":{\"managedFields\":[{\"fieldsV1\":{\"f:spec\":{\"f:suspend\":{}}},\"time\":\"2026-11-25T03:10:00Z\"}],\"name\":\"r\"},\"spec\":{\"suspend\":true}}");
  }
}
