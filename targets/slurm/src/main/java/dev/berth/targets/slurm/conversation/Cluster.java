package dev.berth.targets.slurm.conversation;

/**
 * What a Slurm says of itself.
 *
 * @param version its release, such as {@code 24.11.5}
 * @param controllerUp whether its controller answers
 * @param user as whom this conversation is held
 */
public record Cluster(String version, boolean controllerUp, String user) {}
