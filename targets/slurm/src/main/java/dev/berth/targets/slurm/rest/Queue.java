package dev.berth.targets.slurm.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.slurm.conversation.JobRow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The jobs that the controller knows, of which this user's are kept. slurmrestd can neither select
 * by user nor by name, and a list of all jobs costs it 4 to 8 kB each, and memory that it never
 * gives back. Where it offers the states alone (80 bytes a job, from v0.0.40 on) that is what is
 * asked, and then only jobs that are new or changed are looked at, one by one if they are few.
 */
final class Queue {

  /** Above so many single looks, one list of all is cheaper for both ends. */
  private static final int FEW = 25;

  /** Why a job waits changes without its state; so long what was read of it may be old. */
  private static final Duration REASON_HOLDS = Duration.ofSeconds(20);

  private record Seen(JobRow row, String states, Instant at) {}

  private final Slurmrestd server;
  private final Clock clock;
  private Map<String, Seen> mine = new HashMap<>();
  private Set<String> others = new HashSet<>();
  private int waiting;
  private boolean filled;
  private long lastUpdate;

  Queue(Slurmrestd server, Clock clock) {
    this.server = server;
    this.clock = clock;
  }

  /** This user's jobs, now. */
  synchronized List<JobRow> rows() throws TargetTroubleException {
    ApiVersion version = server.version();
    if (version.isOld()) {
      listIfChanged(version);
    } else {
      follow(version);
    }
    return mine.values().stream().map(Seen::row).toList();
  }

  /** How many jobs waited when it was last looked, whoever's they are. */
  synchronized int waiting() {
    return waiting;
  }

  private void follow(ApiVersion version) throws TargetTroubleException {
    if (!filled) {
      list(version, "/jobs/");
      return;
    }
    Map<String, String> states = states(version);
    Set<String> due = new HashSet<>();
    Instant now = clock.instant();
    states.forEach((id, state) -> {
      Seen seen = mine.get(id);
      boolean old =
          seen != null
              && (!seen.states().equals(state)
                  || (!seen.row().state().isOver() && now.isAfter(seen.at().plus(REASON_HOLDS))));
      if (old || (seen == null && !others.contains(id))) {
        due.add(id);
      }
    });
    if (due.size() > FEW) {
      list(version, "/jobs/");
      return;
    }
    mine.keySet().retainAll(states.keySet());
    others.retainAll(states.keySet());
    for (String id : due) {
      look(version, id);
    }
  }

  private Map<String, String> states(ApiVersion version) throws TargetTroubleException {
    Map<String, String> states = new HashMap<>();
    int pending = 0;
    for (JsonNode job : jobs(version.slurm("/jobs/state/"))) {
      String state = String.join("+", Values.words(job.path("state")));
      states.put(job.path("job_id").asText(), state);
      pending += state.startsWith("PENDING") ? 1 : 0;
    }
    waiting = pending;
    return states;
  }

  private void look(ApiVersion version, String id) throws TargetTroubleException {
    Slurmrestd.Answer answer = server.get(version.slurm("/job/" + id));
    if (Errors.has(answer, Errors.INVALID_JOB_ID)) {
      mine.remove(id);
      return;
    }
    for (JsonNode job : good(answer).json().path("jobs")) {
      if (job.path("job_id").asText().equals(id)) {
        take(job, server.user());
      }
    }
  }

  /** 22.05 answers 304 where nothing has changed since. */
  private void listIfChanged(ApiVersion version) throws TargetTroubleException {
    list(version, lastUpdate == 0 ? "/jobs" : "/jobs?update_time=" + lastUpdate);
  }

  private void list(ApiVersion version, String path) throws TargetTroubleException {
    // What changes within this second is listed again next time.
    long asked = clock.instant().getEpochSecond() - 2;
    Slurmrestd.Answer answer = server.get(version.slurm(path));
    if (answer.status() == 304) {
      return;
    }
    List<JsonNode> jobs = new ArrayList<>();
    good(answer).json().path("jobs").forEach(jobs::add);
    String user = server.user();
    mine = new HashMap<>();
    others = new HashSet<>();
    waiting = 0;
    for (JsonNode job : jobs) {
      take(job, user);
      waiting += Values.words(job.path("job_state")).contains("PENDING") ? 1 : 0;
    }
    lastUpdate = asked;
    filled = true;
  }

  private void take(JsonNode job, String user) {
    String id = job.path("job_id").asText();
    if (user.isEmpty() || user.equals(job.path("user_name").asText())) {
      String states = String.join("+", Values.words(job.path("job_state")));
      mine.put(id, new Seen(RestRows.job(job), states, clock.instant()));
    } else {
      others.add(id);
    }
  }

  private List<JsonNode> jobs(String path) throws TargetTroubleException {
    List<JsonNode> jobs = new ArrayList<>();
    good(server.get(path)).json().path("jobs").forEach(jobs::add);
    return jobs;
  }

  /** A list with errors beside it is not to be believed: what is missing there may live. */
  private Slurmrestd.Answer good(Slurmrestd.Answer answer) throws TargetTroubleException {
    if (answer.status() != 200
        || !Errors.of(answer).isEmpty()
        || !answer.json().path("jobs").isArray()) {
      throw server.trouble("list jobs: " + Errors.text(answer), null);
    }
    return answer;
  }
}
