/**
 * A real Kafka broker in KRaft mode on this machine, with Berth's topics: for {@code ./berth up}
 * and for tests.
 */
@NullMarked
package dev.berth.local.broker;

import org.jspecify.annotations.NullMarked;
