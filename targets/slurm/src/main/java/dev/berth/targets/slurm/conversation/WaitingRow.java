package dev.berth.targets.slurm.conversation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job that waits, whoever's it is.
 *
 * @param partition where
 * @param nodes how many nodes it wants, at least 1
 * @param expectedStart when the scheduler has planned it, or null if it has not
 */
public record WaitingRow(String partition, int nodes, @Nullable Instant expectedStart) {}
