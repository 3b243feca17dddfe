/**
 * What the loop costs with the services as they are shipped: from a death to the next decision, an
 * event in a ledger of many jobs, and a start.
 */
@NullMarked
package dev.berth.testing.bench.loop;

import org.jspecify.annotations.NullMarked;
