/**
 * Benchmarks on a real Slurm, which {@code testing/live/bench} starts: how fast jobs are submitted,
 * and how much its controller is asked.
 */
@NullMarked
package dev.berth.testing.bench.slurm;

import org.jspecify.annotations.NullMarked;
