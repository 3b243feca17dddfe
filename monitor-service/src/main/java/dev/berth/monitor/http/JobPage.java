package dev.berth.monitor.http;

import dev.berth.contracts.JobId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list of jobs, in the order of their ids.
 *
 * @param jobs the jobs
 * @param cursor where to go on: past this id; null at the end. A page may be short, even empty, and
 *     still have one: a look goes through a bounded number of jobs
 */
@RegisterForReflection
public record JobPage(List<JobSummary> jobs, @Nullable JobId cursor) {

  /** Copies the list. */
  public JobPage {
    jobs = List.copyOf(jobs);
  }

  /**
   * Takes jobs that come in the order of their ids.
   *
   * @param limit how many at most
   * @param examined how many are looked at, at most
   */
  static JobPage of(Iterator<JobSummary> stored, JobFilter filter, int limit, int examined) {
    List<JobSummary> jobs = new ArrayList<>();
    JobId last = null;
    for (int looked = 0; stored.hasNext(); looked++) {
      if (jobs.size() >= limit || looked >= examined) {
        return new JobPage(jobs, last);
      }
      JobSummary job = stored.next();
      last = job.id();
      if (filter.takes(job)) {
        jobs.add(job);
      }
    }
    return new JobPage(jobs, null);
  }

  /**
   * One page of several that each begin at the same place. It ends where the first of them ends
   * that does not go to its end: past that, jobs may be missing.
   */
  static JobPage merged(List<JobPage> pages, int limit) {
    JobId horizon =
        pages.stream()
            .map(JobPage::cursor)
            .filter(java.util.Objects::nonNull)
            .min(Comparator.naturalOrder())
            .orElse(null);
    List<JobSummary> within =
        pages.stream()
            .flatMap(page -> page.jobs().stream())
            .filter(job -> horizon == null || job.id().compareTo(horizon) <= 0)
            .sorted(Comparator.comparing(JobSummary::id))
            .toList();
    return within.size() <= limit
        ? new JobPage(within, horizon)
        : new JobPage(within.subList(0, limit), within.get(limit - 1).id());
  }
}
