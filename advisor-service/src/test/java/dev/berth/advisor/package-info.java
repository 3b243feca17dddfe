/** The advisor's core: decision, shard and policy, without anything running. */
@NullMarked
package dev.berth.advisor;

import org.jspecify.annotations.NullMarked;
