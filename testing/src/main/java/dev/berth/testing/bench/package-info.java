/**
 * {@code ./berth bench}: how fast Berth is, each figure as a ratio against a reference that is
 * measured in the same run, since figures by themselves say more about the machine.
 *
 * <p>A {@link dev.berth.testing.bench.Benchmark} is found by its name in {@code
 * META-INF/services/dev.berth.testing.bench.Benchmark}.
 */
@NullMarked
package dev.berth.testing.bench;

import org.jspecify.annotations.NullMarked;
