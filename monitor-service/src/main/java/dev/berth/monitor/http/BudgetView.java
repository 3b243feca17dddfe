package dev.berth.monitor.http;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What is left of a retry budget.
 *
 * @param retries how many further attempts the job allows after failures of this category
 * @param failures how many failed in it
 * @param left how many further failures are still followed by another attempt
 */
@RegisterForReflection
public record BudgetView(int retries, int failures, int left) {}
