/** Plain Kafka clients beside the stream: what watchers write, and what people ask to read. */
@NullMarked
package dev.berth.monitor.kafka;

import org.jspecify.annotations.NullMarked;
