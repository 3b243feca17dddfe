/**
 * The target {@code kubernetes}: any Kubernetes cluster, through its API server.
 *
 * <p>An attempt is one object of the attempt's name: a {@code batch/v1} Job, or a KubeRay RayJob.
 * The name is the fence: the API server gives it away once. When an attempt is released, its object
 * is deleted, and a placeholder that runs nothing takes the name over, so that a late submission
 * finds it taken for ever. {@code dialect} holds what differs between kinds of clusters, as values;
 * {@code rendering} makes objects and {@code reading} makes observations, both without asking
 * anybody; this package speaks to the API server.
 */
@NullMarked
package dev.berth.targets.kubernetes;

import org.jspecify.annotations.NullMarked;
