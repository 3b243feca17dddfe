/** The advisor's loop against a plain one that decides nothing. */
@NullMarked
package dev.berth.testing.bench.advisor;

import org.jspecify.annotations.NullMarked;
