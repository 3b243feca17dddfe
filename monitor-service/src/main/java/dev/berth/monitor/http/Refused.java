package dev.berth.monitor.http;

import dev.berth.contracts.Violation;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * The answer to a question that is not answered otherwise.
 *
 * @param violations each field that is wrong
 */
@RegisterForReflection
public record Refused(List<Violation> violations) {}
