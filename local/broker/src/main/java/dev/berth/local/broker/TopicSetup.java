package dev.berth.local.broker;

import dev.berth.contracts.Topic;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Makes Berth's topics on a broker as {@link Topic} lists them; those that are there stay. */
public final class TopicSetup {

  private static final long TIMEOUT_SECONDS = 30;
  private static final long PAUSE_MILLIS = 20;

  private TopicSetup() {}

  /**
   * Makes what is missing.
   *
   * @param bootstrapServers where the broker is
   * @throws IllegalStateException if the broker refuses or does not answer within 30 s
   */
  public static void apply(String bootstrapServers) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      Set<String> there = admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      List<NewTopic> missing =
          Arrays.stream(Topic.values())
              .filter(topic -> !there.contains(topic.wireName()))
              .map(TopicSetup::newTopic)
              .toList();
      admin.createTopics(missing).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      awaitLeaders(admin, missing);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("topics could not be made on " + bootstrapServers, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while making topics", e);
    }
  }

  /**
   * A topic that is made is not yet led: a producer that writes in that moment may have its first
   * batch refused and its second one taken, and then its first one never. Asking each partition's
   * leader for an offset waits until it leads; only a topic that the broker has not heard of yet is
   * refused at once, and asked for again.
   */
  private static void awaitLeaders(Admin admin, List<NewTopic> made)
      throws ExecutionException, TimeoutException, InterruptedException {
    Map<TopicPartition, OffsetSpec> everywhere = new HashMap<>();
    for (NewTopic topic : made) {
      for (int partition = 0; partition < topic.numPartitions(); partition++) {
        everywhere.put(new TopicPartition(topic.name(), partition), OffsetSpec.earliest());
      }
    }
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    while (true) {
      try {
        admin.listOffsets(everywhere).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        return;
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)
            || System.nanoTime() > deadline) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    }
  }

  private static NewTopic newTopic(Topic topic) {
    return new NewTopic(topic.wireName(), topic.partitions(), (short) 1).configs(topic.settings());
  }
}
