package dev.berth.provisioner.http;

import dev.berth.contracts.Violation;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * The answer to a request that was not taken.
 *
 * @param violations each field that is wrong
 */
@RegisterForReflection
public record Refused(List<Violation> violations) {}
