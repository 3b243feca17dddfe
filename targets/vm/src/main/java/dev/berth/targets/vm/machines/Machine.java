package dev.berth.targets.vm.machines;

import org.jspecify.annotations.Nullable;

/**
 * One machine that ssh reaches.
 *
 * @param name what it is called here, a DNS label; unique within a target
 * @param address its name or address for ssh
 * @param port of its sshd, or null for ssh's own choice
 * @param user who to be there, or null for ssh's own choice
 * @param hostKey its public host key as pinned, such as {@code ssh-ed25519 AAAA…}; null if it is
 *     among the target's known hosts
 * @param providerId what the provider calls it, or null if nobody made it
 */
public record Machine(
    String name,
    String address,
    @Nullable Integer port,
    @Nullable String user,
    @Nullable String hostKey,
    @Nullable String providerId) {}
