package dev.berth.advisor;

import dev.berth.contracts.JobRequested;
import java.util.Optional;

/** What this replica knows of the jobs that were decided; others may know more. */
@FunctionalInterface
public interface DecidedJobs {

  /** Why a request will not be placed, as far as is known here now. */
  Optional<String> objection(JobRequested requested);
}
