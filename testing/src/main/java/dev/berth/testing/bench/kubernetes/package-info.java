/**
 * What Berth costs on a Kubernetes API server, which has to be given: submissions, a pod's failure,
 * and the memory of watching.
 */
@NullMarked
package dev.berth.testing.bench.kubernetes;

import org.jspecify.annotations.NullMarked;
