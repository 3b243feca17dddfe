package dev.berth.monitor.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.JobId;
import dev.berth.monitor.JobPhase;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JobPageTest {

  private static final JobFilter ANY = new JobFilter(null, null);

  @Test
  void endsAtItsLimitAndSaysWhereToGoOn() {
    JobPage page = JobPage.of(jobs("a", "b", "c"), ANY, 2, 100);

    assertThat(page.jobs()).extracting(job -> job.id().value()).containsExactly("a", "b");
    assertThat(page.cursor()).isEqualTo(new JobId("b"));
    assertThat(JobPage.of(jobs("a", "b"), ANY, 2, 100).cursor()).isNull();
  }

  @Test
  void looksThroughABoundedNumberOfJobsAndMayBeEmptyThen() {
    JobPage page = JobPage.of(jobs("a", "b", "c"), new JobFilter(JobPhase.RUNNING, null), 10, 2);

    assertThat(page.jobs()).isEmpty();
    assertThat(page.cursor()).isEqualTo(new JobId("b"));
  }

  @Test
  void filtersByPhaseAndTeam() {
    assertThat(JobPage.of(jobs("a"), new JobFilter(JobPhase.UNKNOWN, null), 10, 10).jobs())
        .hasSize(1);
    assertThat(JobPage.of(jobs("a"), new JobFilter(JobPhase.FAILED, null), 10, 10).jobs())
        .isEmpty();
    assertThat(JobPage.of(jobs("a"), new JobFilter(null, "vision"), 10, 10).jobs()).isEmpty();
  }

  @Test
  void severalPagesAreOneOnlyAsFarAsAllOfThemGo() {
    JobPage merged =
        JobPage.merged(List.of(page("c", "a", "c"), page(null, "b", "d", "e"), page("f", "f")), 10);

    assertThat(merged.jobs()).extracting(job -> job.id().value()).containsExactly("a", "b", "c");
    assertThat(merged.cursor()).isEqualTo(new JobId("c"));
  }

  @Test
  void mergedPagesKeepTheLimit() {
    JobPage merged = JobPage.merged(List.of(page(null, "a", "c"), page(null, "b", "d")), 3);

    assertThat(merged.jobs()).extracting(job -> job.id().value()).containsExactly("a", "b", "c");
    assertThat(merged.cursor()).isEqualTo(new JobId("c"));
  }

  @Test
  void whatIsCompleteHasNoNext() {
    assertThat(JobPage.merged(List.of(page(null, "a"), page(null)), 1)).isEqualTo(page(null, "a"));
    assertThat(JobPage.merged(List.of(), 1)).isEqualTo(page(null));
  }

  private static JobPage page(@Nullable String next, String... ids) {
    return new JobPage(
        Stream.of(ids).map(JobPageTest::job).toList(), next == null ? null : new JobId(next));
  }

  private static Iterator<JobSummary> jobs(String... ids) {
    return Stream.of(ids).map(JobPageTest::job).iterator();
  }

  private static JobSummary job(String id) {
    return new JobSummary(
        new JobId(id), JobPhase.UNKNOWN, null, Instant.EPOCH, Instant.EPOCH, List.of(), null);
  }
}
