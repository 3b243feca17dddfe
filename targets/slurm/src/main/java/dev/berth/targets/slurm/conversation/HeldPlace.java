package dev.berth.targets.slurm.conversation;

import org.jspecify.annotations.Nullable;

/**
 * Where a job that never runs is queued, and at whose cost; null leaves each to the site's default.
 *
 * @param account who would be charged
 * @param partition the partition
 * @param qos the quality of service
 */
public record HeldPlace(
    @Nullable String account, @Nullable String partition, @Nullable String qos) {}
