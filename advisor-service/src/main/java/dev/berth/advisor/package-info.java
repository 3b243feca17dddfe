/**
 * Decides where each attempt of a job runs, once, and explains it.
 *
 * <p>{@link dev.berth.advisor.Deciding} is the pure decision: the {@link dev.berth.advisor.Filters}
 * refuse with reasons, the {@link dev.berth.advisor.Scoring} rates what is left over the {@link
 * dev.berth.advisor.Policy}'s matrix. {@link dev.berth.advisor.AdvisorShard} answers requests with
 * events and remembers, by replay of those events alone, what was decided. The edges stand in
 * {@code kafka}, {@code http} and {@code telemetry}; {@code wiring} joins them.
 */
@NullMarked
package dev.berth.advisor;

import org.jspecify.annotations.NullMarked;
