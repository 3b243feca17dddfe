/**
 * Traces without a tracing system: a small OTLP receiver that keeps spans in bounded files, and the
 * one trace of a job drawn from them as a tree.
 */
@NullMarked
package dev.berth.local.traces;

import org.jspecify.annotations.NullMarked;
