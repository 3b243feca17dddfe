/**
 * Berth itself on a real cluster, as {@code k8s/} deploys it from the images of its Dockerfiles.
 */
@NullMarked
package dev.berth.testing.deployment;

import org.jspecify.annotations.NullMarked;
