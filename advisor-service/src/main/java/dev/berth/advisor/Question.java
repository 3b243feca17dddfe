package dev.berth.advisor;

import dev.berth.contracts.AttemptHistory;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.JobSpec;
import java.time.Instant;

/**
 * What is to be decided.
 *
 * @param attempt which attempt needs a target
 * @param spec what its job asks for
 * @param history the job's ended attempts
 * @param askedAt when, by the request
 */
public record Question(AttemptId attempt, JobSpec spec, AttemptHistory history, Instant askedAt) {}
