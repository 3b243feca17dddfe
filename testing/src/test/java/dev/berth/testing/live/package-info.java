/** The loop as a whole over real Kubernetes clusters: see {@code testing/live/run}. */
@NullMarked
package dev.berth.testing.live;

import org.jspecify.annotations.NullMarked;
