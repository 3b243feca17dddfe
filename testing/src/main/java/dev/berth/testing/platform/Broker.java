package dev.berth.testing.platform;

import dev.berth.contracts.Topic;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** Whether a broker takes clients and has Berth's topics. */
final class Broker {

  private static final int ASK_MILLIS = 5_000;

  private Broker() {}

  static boolean answers(String bootstrapServers) {
    try (Admin admin =
        Admin.create(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "request.timeout.ms",
                ASK_MILLIS,
                "default.api.timeout.ms",
                ASK_MILLIS))) {
      return admin
          .listTopics()
          .names()
          .get(ASK_MILLIS, TimeUnit.MILLISECONDS)
          .contains(Topic.DEAD_LETTERS.wireName());
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
