/** Kafka's side: requests in, decisions out, exactly once; readings and dead letters. */
@NullMarked
package dev.berth.advisor.kafka;

import org.jspecify.annotations.NullMarked;
