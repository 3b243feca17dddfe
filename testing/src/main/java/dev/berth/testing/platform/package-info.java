/**
 * The whole platform on this machine as it is shipped, for tests and benchmarks that need the real
 * thing: a broker and the three services as processes of their own, which can be killed and started
 * again one by one, and pools of real processes.
 */
@NullMarked
package dev.berth.testing.platform;

import org.jspecify.annotations.NullMarked;
