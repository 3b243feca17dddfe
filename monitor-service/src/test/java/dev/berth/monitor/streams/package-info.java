/** Tests of the ledger's stream. */
@NullMarked
package dev.berth.monitor.streams;

import org.jspecify.annotations.NullMarked;
