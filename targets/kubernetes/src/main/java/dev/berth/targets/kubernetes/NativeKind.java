package dev.berth.targets.kubernetes;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

/** The kinds of object that an attempt can be. */
enum NativeKind {
  JOB("batch", "jobs", "Job"),
  RAY_JOB("ray.io", "rayjobs", "RayJob");

  /** What KubeRay makes of a RayJob. */
  static final ResourceDefinitionContext RAY_CLUSTERS =
      context("ray.io", "rayclusters", "RayCluster");

  private final String group;
  private final String plural;
  private final String kind;

  NativeKind(String group, String plural, String kind) {
    this.group = group;
    this.plural = plural;
    this.kind = kind;
  }

  ResourceDefinitionContext context() {
    return context(group, plural, kind);
  }

  /** Where an object of this kind is. */
  String path(String namespace, String name) {
    return path(namespace) + '/' + name;
  }

  /** Where objects of this kind are made. */
  String path(String namespace) {
    return "/apis/%s/v1/namespaces/%s/%s".formatted(group, namespace, plural);
  }

  @Override
  public String toString() {
    return kind;
  }

  private static ResourceDefinitionContext context(String group, String plural, String kind) {
    return new ResourceDefinitionContext.Builder()
        .withGroup(group)
        .withVersion("v1")
        .withPlural(plural)
        .withKind(kind)
        .withNamespaced(true)
        .build();
  }
}
