/**
 * Reads decisions and endings, hands them to lanes, commits behind the oldest that is unfinished
 * (decision 0003 says why with Kafka's own client), and writes outcomes and dead letters.
 */
@NullMarked
package dev.berth.provisioner.kafka;

import org.jspecify.annotations.NullMarked;
