/** Tests of the plain Kafka clients. */
@NullMarked
package dev.berth.monitor.kafka;

import org.jspecify.annotations.NullMarked;
