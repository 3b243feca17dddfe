package dev.berth.targets.kubernetes.ray;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.api.TargetTroubleException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** What an attempt's program prints, of the head's log of it. */
final class RayFollowing {

  private final RayHead head;
  private final RayJobs jobs;

  RayFollowing(RayHead head, RayJobs jobs) {
    this.head = head;
    this.jobs = jobs;
  }

  Optional<InputStream> logs(AttemptId attempt, boolean follow) throws TargetTroubleException {
    Optional<RayRecord> job = jobs.find(attempt);
    if (job.isEmpty()) {
      return Optional.empty();
    }
    if (follow && !job.get().hasEnded()) {
      return Optional.of(tail(attempt));
    }
    return jobs.log(attempt)
        .map(text -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private InputStream tail(AttemptId attempt) throws TargetTroubleException {
    RayTail tail = new RayTail();
    try {
      head.listen("/api/jobs/" + attempt + "/logs/tail", tail).get();
      return tail;
    } catch (ExecutionException e) {
      throw head.trouble("log of " + attempt + ": " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw head.trouble("log of " + attempt + ": interrupted", e);
    }
  }
}
