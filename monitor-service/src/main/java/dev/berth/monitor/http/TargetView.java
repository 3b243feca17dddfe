package dev.berth.monitor.http;

import dev.berth.contracts.DeploymentModel;
import dev.berth.contracts.TargetId;
import dev.berth.contracts.TargetObserved;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * A target as people see it.
 *
 * @param target which target
 * @param model its deployment model
 * @param dialect its dialect
 * @param problem why this replica has no driver for it as the fleet file now describes it, or null
 * @param reading the latest reading of it, whichever replica made it, or null
 */
@RegisterForReflection
public record TargetView(
    TargetId target,
    DeploymentModel model,
    String dialect,
    @Nullable String problem,
    @Nullable TargetObserved reading) {}
