/**
 * The ledger over Kafka Streams, exactly once.
 *
 * <p>Two parts ({@link dev.berth.monitor.streams.LedgerTopology}). The first reads the four job
 * topics; {@link dev.berth.monitor.streams.LedgerNode} keeps the state of each job and its timer,
 * and writes what follows. The second has what should be on each target, by target; the partitions
 * of it that a replica is assigned are the targets that it watches. {@link
 * dev.berth.monitor.streams.StreamsRun} starts all that, and starts it again after trouble; {@link
 * dev.berth.monitor.streams.LedgerViews} reads the stores for people.
 */
@NullMarked
package dev.berth.monitor.streams;

import org.jspecify.annotations.NullMarked;
