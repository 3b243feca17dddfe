/** The benchmark program itself. */
@NullMarked
package dev.berth.testing.bench;

import org.jspecify.annotations.NullMarked;
