/** What benchmarks of submissions share, whatever the target is. */
@NullMarked
package dev.berth.testing.bench.submitting;

import org.jspecify.annotations.NullMarked;
