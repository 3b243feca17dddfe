package dev.berth.contracts;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;

/**
 * How long jobs of a size wait in one of a target's queues.
 *
 * @param queue the queue's name there, such as a partition
 * @param nodes of jobs with so many nodes, at least 1
 * @param duration how long one that comes now waits, or did the last one that started
 */
@RegisterForReflection
public record QueueWait(String queue, int nodes, Duration duration) {}
