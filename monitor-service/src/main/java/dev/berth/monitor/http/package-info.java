/**
 * The ledger over HTTP: jobs, their events as a stream, their logs, and targets. Whichever replica
 * is asked answers; what another one has it fetches from there.
 */
@NullMarked
package dev.berth.monitor.http;

import org.jspecify.annotations.NullMarked;
