package dev.berth.monitor.http;

import dev.berth.contracts.JobId;
import dev.berth.monitor.JobState;
import dev.berth.monitor.LedgerPolicy;
import dev.berth.monitor.streams.Answer;
import dev.berth.monitor.streams.LedgerViews;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The jobs of all replicas together. */
public final class Jobs {

  /**
   * What became of a question.
   *
   * @param <T> what was asked for
   */
  sealed interface Found<T> {}

  /** The answer. */
  record Known<T>(T value) implements Found<T> {}

  /** There is no such thing. */
  record Unknown<T>() implements Found<T> {}

  /** Ask again in a moment. */
  record NotNow<T>(String reason) implements Found<T> {}

  private final LedgerViews views;
  private final Peers peers;
  private final HttpSettings settings;
  private final LedgerPolicy policy;
  private final Clock clock;

  /** Over this replica's jobs and the other replicas. */
  public Jobs(
      LedgerViews views, Peers peers, HttpSettings settings, LedgerPolicy policy, Clock clock) {
    this.views = views;
    this.peers = peers;
    this.settings = settings;
    this.policy = policy;
    this.clock = clock;
  }

  /**
   * One job.
   *
   * @param alone whether no other replica is to be asked
   */
  Found<JobView> one(JobId job, boolean alone) {
    return switch (views.job(job)) {
      case Answer.Here<Optional<JobState>>(Optional<JobState> state) ->
          state
              .<Found<JobView>>map(found -> new Known<>(JobView.of(found, clock.instant(), policy)))
              .orElseGet(Unknown::new);
      case Answer.Elsewhere<Optional<JobState>>(String peer) ->
          alone ? new NotNow<>("replica " + peer + " has the job since just now") : from(peer, job);
      case Answer.NotNow<Optional<JobState>>(String reason) -> new NotNow<>(reason);
    };
  }

  private Found<JobView> from(String peer, JobId job) {
    try {
      return peers
          .ask(peer, "/jobs/" + job, JobView.class)
          .<Found<JobView>>map(Known::new)
          .orElseGet(Unknown::new);
    } catch (IOException e) {
      return new NotNow<>(String.valueOf(e.getMessage()));
    }
  }

  /**
   * A page of jobs.
   *
   * @param after where to begin: past this id, or null for the beginning
   * @param limit how many at most
   * @param alone whether no other replica is to be asked
   */
  Found<JobPage> page(JobFilter filter, @Nullable JobId after, int limit, boolean alone) {
    Answer<List<JobPage>> here =
        views.walk(
            after,
            jobs -> JobPage.of(summaries(jobs), filter, limit, settings.examinedPerPartition()));
    return switch (here) {
      case Answer.Here<List<JobPage>>(List<JobPage> pages) ->
          alone ? new Known<>(JobPage.merged(pages, limit)) : together(pages, filter, after, limit);
      case Answer.Elsewhere<List<JobPage>>(String peer) -> new NotNow<>("replica " + peer);
      case Answer.NotNow<List<JobPage>>(String reason) -> new NotNow<>(reason);
    };
  }

  private Iterator<JobSummary> summaries(Iterator<JobState> jobs) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return jobs.hasNext();
      }

      @Override
      public JobSummary next() {
        return JobSummary.of(jobs.next(), clock.instant(), policy);
      }
    };
  }

  private Found<JobPage> together(
      List<JobPage> here, JobFilter filter, @Nullable JobId after, int limit) {
    return switch (views.others()) {
      case Answer.Here<Set<String>>(Set<String> others) -> {
        List<JobPage> pages = new ArrayList<>(here);
        try {
          for (String peer : others) {
            peers.ask(peer, query(filter, after, limit), JobPage.class).ifPresent(pages::add);
          }
          yield new Known<>(JobPage.merged(pages, limit));
        } catch (IOException e) {
          yield new NotNow<>(String.valueOf(e.getMessage()));
        }
      }
      case Answer.Elsewhere<Set<String>>(String peer) -> new NotNow<>("replica " + peer);
      case Answer.NotNow<Set<String>>(String reason) -> new NotNow<>(reason);
    };
  }

  private static String query(JobFilter filter, @Nullable JobId after, int limit) {
    StringBuilder query = new StringBuilder("/jobs?limit=").append(limit);
    if (filter.phase() != null) {
      query.append("&phase=").append(filter.phase());
    }
    if (filter.team() != null) {
      query.append("&team=").append(URLEncoder.encode(filter.team(), StandardCharsets.UTF_8));
    }
    if (after != null) {
      query.append("&cursor=").append(after);
    }
    return query.toString();
  }
}
