package dev.berth.contracts;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Why one filter refused a target.
 *
 * @param filter the rule's name, such as {@code accelerators}
 * @param reason what was asked and what the target has, in one sentence
 * @param passing whether time alone may lift it (an unhealthy target, a full one), as opposed to a
 *     fact of the target
 */
@RegisterForReflection
public record FilterReason(String filter, String reason, boolean passing) {}
