/**
 * What differs between kinds of Kubernetes clusters, as values: how their nodes are labelled and
 * tainted, who makes more of them, how one signs in. A kind of cluster is one file.
 */
@NullMarked
package dev.berth.targets.kubernetes.dialect;

import org.jspecify.annotations.NullMarked;
