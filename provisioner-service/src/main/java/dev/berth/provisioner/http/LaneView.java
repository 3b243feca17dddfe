package dev.berth.provisioner.http;

import dev.berth.contracts.JobId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * One job with work.
 *
 * @param job whose
 * @param courses the work on each of its attempts
 */
@RegisterForReflection
public record LaneView(JobId job, List<CourseView> courses) {}
