package dev.berth.advisor.http;

import dev.berth.contracts.JobId;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The answer to a request that was taken.
 *
 * @param job which job
 */
@RegisterForReflection
public record Accepted(JobId job) {}
