package dev.berth.advisor;

import dev.berth.contracts.Decision;
import dev.berth.contracts.JobId;
import java.util.List;

/** Where decisions are looked up. */
@FunctionalInterface
public interface Decisions {

  /** Every decision about a job, in the order in which they were made. */
  List<Decision> of(JobId job);
}
