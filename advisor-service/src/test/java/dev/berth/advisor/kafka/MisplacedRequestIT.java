package dev.berth.advisor.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.advisor.Asked;
import dev.berth.contracts.Decoded;
import dev.berth.contracts.EventCodec;
import dev.berth.contracts.JobId;
import dev.berth.contracts.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline gives no key, or a wrong one. */
class MisplacedRequestIT {

  @TempDir Path directory;

  private Cluster cluster;

  @BeforeEach
  void start() {
    cluster = Cluster.start(directory.resolve("broker"));
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void movesARequestToItsJobsPartitionAndDecidesItOnce() {
    JobId job = new JobId("job-0");
    int home = Topic.partitionOf(job);
    try (Replica _ = Replica.start(cluster.settings("one"))) {
      for (int partition = 0; partition < Topic.JOB_PARTITIONS; partition++) {
        ProducerRecord<byte[], byte[]> keyed =
            Cluster.record(Asked.request(Asked.spec(job.value(), ""), "e" + partition));
        cluster.send(
            new ProducerRecord<byte[], byte[]>(
                keyed.topic(), partition, null, null, keyed.value(), keyed.headers()));
      }

      Jobs.eventually().until(() -> inPartition(home) == Topic.JOB_PARTITIONS);
      // Decided behind all that was moved.
      cluster.ask(Asked.request(Asked.spec(sibling(home).value(), ""), "sibling"));
      Jobs.eventually().until(() -> Jobs.decided(cluster.decisions()).size() >= 2);
    }

    assertThat(Jobs.decided(cluster.decisions()))
        .containsExactlyInAnyOrder(job.attempt(1), sibling(home).attempt(1));
    assertThat(cluster.committed(Topic.REQUESTS))
        .filteredOn(record -> record.partition() == home && record.key() != null)
        .filteredOn(record -> new String(record.key(), StandardCharsets.UTF_8).equals("job-0"))
        .hasSize(Topic.JOB_PARTITIONS - 1)
        .allSatisfy(record ->
            assertThat(EventCodec.decode(record))
                .isInstanceOfSatisfying(
                    Decoded.Understood.class,
                    understood ->
                        assertThat(understood.envelope().source()).isEqualTo("/pipelines/test")));
    assertThat(cluster.committed(Topic.DECISIONS))
        .allSatisfy(record -> assertThat(record.partition()).isEqualTo(home));
  }

  private long inPartition(int partition) {
    return cluster.committed(Topic.REQUESTS).stream()
        .filter(record -> record.partition() == partition)
        .count();
  }

  private static JobId sibling(int partition) {
    for (int i = 0; ; i++) {
      JobId id = new JobId("sibling-" + i);
      if (Topic.partitionOf(id) == partition) {
        return id;
      }
    }
  }
}
