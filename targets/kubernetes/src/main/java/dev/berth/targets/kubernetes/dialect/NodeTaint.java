package dev.berth.targets.kubernetes.dialect;

import org.jspecify.annotations.Nullable;

/**
 * A taint with the effect {@code NoSchedule} that pods have to tolerate.
 *
 * @param key its key
 * @param value its value, or null for any
 */
public record NodeTaint(String key, @Nullable String value) {}
