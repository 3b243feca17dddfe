package dev.berth.testing.bench.advisor;

import dev.berth.contracts.Envelope;
import dev.berth.contracts.EventCodec;
import dev.berth.contracts.EventId;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobRequested;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.Json;
import dev.berth.contracts.Resources;
import dev.berth.contracts.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Requests as pipelines write them: the example jobs of {@code examples/jobs}, each in several
 * sizes, under ids of their own.
 */
final class Requests implements AutoCloseable {

  private static final List<String> JOBS =
      List.of("default", "compliance", "debugging-1h", "pretraining-512", "unplaceable");

  /** So that there are as many kinds of jobs as {@code JOBS} times this. */
  private static final int SIZES = 4;

  private static final String TRACEPARENT =
      "00-2ce82aa23bef258e553c92c055ecc63f-7cc68305e8036bb5-01";

  private final List<JobSpec> kinds;
  private final KafkaProducer<byte[], byte[]> pipeline;
  private int asked;

  private Requests(List<JobSpec> kinds, KafkaProducer<byte[], byte[]> pipeline) {
    this.kinds = kinds;
    this.pipeline = pipeline;
  }

  static Requests of(Path home, String bootstrapServers) throws IOException {
    List<JobSpec> kinds = new ArrayList<>();
    for (String job : JOBS) {
      Path file = home.resolve("examples").resolve("jobs").resolve(job + ".json");
      JobSpec spec = Json.mapper().readValue(file.toFile(), JobSpec.class);
      for (int size = 0; size < SIZES; size++) {
        kinds.add(sized(spec, spec.id(), spec.resources().memoryMiB() - 16L * size));
      }
    }
    return new Requests(
        kinds,
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "linger.ms",
                2,
                "batch.size",
                128 * 1024,
                // A new partition may refuse the first batch and take the second.
                "max.in.flight.requests.per.connection",
                1,
                "enable.metrics.push",
                false),
            new ByteArraySerializer(),
            new ByteArraySerializer()));
  }

  /**
   * The next request, of a job that was not asked for yet.
   *
   * @param topic where it is written; its partition is the job's
   */
  ProducerRecord<byte[], byte[]> next(String topic) {
    JobSpec kind = kinds.get(asked % kinds.size());
    JobId id = new JobId("job-" + asked++);
    ProducerRecord<String, byte[]> record =
        EventCodec.encode(
            new Envelope<>(
                new EventId("request-" + id),
                "/pipelines/bench",
                Instant.now(),
                TRACEPARENT,
                new JobRequested(sized(kind, id, kind.resources().memoryMiB()))));
    return new ProducerRecord<>(
        topic,
        Topic.partitionOf(id),
        id.value().getBytes(StandardCharsets.UTF_8),
        record.value(),
        record.headers());
  }

  /** Writes that many and returns when the broker has them. */
  void load(String topic, int count) {
    for (int i = 0; i < count; i++) {
      send(next(topic));
    }
    pipeline.flush();
  }

  void send(ProducerRecord<byte[], byte[]> request) {
    var _ =
        pipeline.send(
            request,
            (_, failure) -> {
              if (failure != null) {
                throw new IllegalStateException("a request was not taken", failure);
              }
            });
  }

  private static JobSpec sized(JobSpec s, JobId id, long memoryMiB) {
    return s.forJob(id)
        .resources(new Resources(s.resources().cpus(), memoryMiB, s.resources().accelerators()))
        .build();
  }

  @Override
  public void close() {
    pipeline.close();
  }
}
