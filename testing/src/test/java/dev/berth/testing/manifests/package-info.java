/**
 * Holds what Berth is deployed with against what it is: manifests, compose file, dashboard, alerts
 * and native registration against the code that they speak of.
 */
@NullMarked
package dev.berth.testing.manifests;

import org.jspecify.annotations.NullMarked;
