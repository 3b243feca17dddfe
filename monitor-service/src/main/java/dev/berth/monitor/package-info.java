/**
 * Keeps the ledger of every job: what was asked, decided, done and seen of it, and what follows
 * from that.
 *
 * <p>{@link dev.berth.monitor.Ledger} is the pure fold of the four job topics into one {@link
 * dev.berth.monitor.JobState} per job. {@link dev.berth.monitor.Learning} takes an event's fact
 * into the state; facts may come in any order, since the topics are read without order between
 * them. {@link dev.berth.monitor.Consequences} is the list of rules that say what follows from the
 * facts: an attempt's end, another attempt, a job's end. The edges stand in {@code streams} (Kafka
 * Streams with state and timers), {@code watch} (looking at targets), {@code http} and {@code
 * telemetry}; {@code wiring} joins them.
 */
@NullMarked
package dev.berth.monitor;

import org.jspecify.annotations.NullMarked;
