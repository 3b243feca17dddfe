/** The loop as a whole: the services as they are shipped, a real broker, real processes. */
@NullMarked
package dev.berth.testing.system;

import org.jspecify.annotations.NullMarked;
