package dev.berth.testing.simulation;

import dev.berth.contracts.Envelope;
import dev.berth.contracts.EventCodec;
import dev.berth.contracts.EventId;
import dev.berth.contracts.JobCancelRequested;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobRequested;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.RequestEvent;
import dev.berth.contracts.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Those who ask: most of them properly, some twice, some wrongly, some change their mind. */
final class Pipelines implements Actor {

  private record Plan(Instant at, ProducerRecord<String, byte[]> record) {}

  private final World world;
  private final RandomGenerator random;
  private final List<Plan> plans = new ArrayList<>();
  private final TreeSet<JobId> cancelled = new TreeSet<>();
  private int asked;

  Pipelines(World world, Iterable<Job> jobs) {
    this.world = world;
    this.random = world.random();
    jobs.forEach(this::plan);
  }

  private void plan(Job job) {
    Instant at = world.now().plus(Duration.ofMillis(random.nextInt(5_000)));
    JobId id = job.spec().id();
    if (random.nextInt(8) == 0) {
      ask(at, new JobRequested(job.spoilt()));
    }
    if (random.nextInt(12) == 0) {
      plans.add(
          new Plan(
              at,
              new ProducerRecord<>(
                  Topic.REQUESTS.wireName(),
                  id.value(),
                  "no event".getBytes(StandardCharsets.UTF_8))));
    }
    if (random.nextInt(15) != 0) {
      request(at, job);
    }
    if (random.nextInt(6) == 0) {
      Instant when = at.plus(Duration.ofMillis(random.nextInt(20_000) - 2_000L));
      ask(when, new JobCancelRequested(id, "not needed"));
      if (random.nextBoolean()) {
        ask(when.plusMillis(random.nextInt(500)), new JobCancelRequested(id, "really"));
      }
    }
  }

  private void request(Instant at, Job job) {
    ProducerRecord<String, byte[]> request = record(new JobRequested(job.spec()));
    if (random.nextInt(10) == 0) {
      int elsewhere = random.nextInt(Topic.JOB_PARTITIONS);
      request =
          new ProducerRecord<>(
              request.topic(), elsewhere, request.key(), request.value(), request.headers());
    }
    plans.add(new Plan(at, request));
    Instant later = at.plus(Duration.ofMillis(random.nextInt(10_000)));
    if (random.nextInt(3) == 0) {
      plans.add(new Plan(later, request));
    }
    if (random.nextInt(4) == 0) {
      ask(later, new JobRequested(job.spec()));
    }
    if (random.nextInt(6) == 0) {
      ask(later.plusMillis(1), new JobRequested(conflicting(job)));
    }
  }

  private static JobSpec conflicting(Job job) {
    return job.conflicting();
  }

  private void ask(Instant at, RequestEvent event) {
    plans.add(new Plan(at, record(event)));
  }

  private ProducerRecord<String, byte[]> record(RequestEvent event) {
    return EventCodec.encode(
        new Envelope<>(new EventId("asked-" + asked++), "/pipeline", world.now(), null, event));
  }

  @Override
  public void offer(List<Action> agenda) {
    for (Plan plan : plans) {
      if (!world.now().isBefore(plan.at())) {
        agenda.add(new Action(this, () -> carryOut(plan)));
      }
    }
    if (world.weather().isCalm()) {
      world.targets().stream()
          .flatMap(target -> target.held().values().stream())
          .filter(held -> held.isAlive() && held.program().end() == Program.End.RUNS_ON)
          .map(held -> held.attempt.job())
          .filter(job -> !cancelled.contains(job))
          .findFirst()
          .ifPresent(job -> agenda.add(new Action(this, () -> giveUp(job))));
    }
  }

  private void carryOut(Plan plan) {
    plans.remove(plan);
    world.topics().write(plan.record());
  }

  /** Somebody notices in the end that a job never ends. */
  private void giveUp(JobId job) {
    cancelled.add(job);
    world.topics().write(record(new JobCancelRequested(job, "it never ends")));
  }

  @Override
  public String unrest() {
    return plans.isEmpty() ? "" : "have something to ask";
  }
}
