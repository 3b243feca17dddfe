package dev.berth.targets.slurm.conversation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a Slurm says of itself.
 *
 * @param version its release, such as {@code 24.11.5}
 * @param controllerUp whether its controller answers
 * @param user as whom this conversation is held
 * @param until when the present credentials end, or null if they do not, or do not say
 */
public record Cluster(String version, boolean controllerUp, String user, @Nullable Instant until) {}
