package dev.berth.advisor.http;

import dev.berth.contracts.JobSpec;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * A question without consequences, as OpenAPI describes it.
 *
 * @param spec what would be asked for; a spec by itself may stand instead of this object
 * @param fleet the text of a fleet file to decide over, instead of the fleet as it is now
 */
@RegisterForReflection
public record DryRun(JobSpec spec, @Nullable String fleet) {}
