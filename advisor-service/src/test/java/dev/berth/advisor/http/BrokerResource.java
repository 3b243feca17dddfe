package dev.berth.advisor.http;

import dev.berth.local.broker.BrokerPlace;
import dev.berth.local.broker.KraftBroker;
import dev.berth.local.broker.TopicSetup;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A broker for the service under test, which can be taken away and brought back. */
public final class BrokerResource implements QuarkusTestResourceLifecycleManager {

  private @Nullable Path directory;
  private @Nullable BrokerPlace place;
  private @Nullable KraftBroker broker;

  @Override
  public Map<String, String> start() {
    try {
      directory = Files.createTempDirectory("berth-broker");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    place = BrokerPlace.onFreePorts(directory.resolve("broker"));
    bringBack();
    return Map.of(
        "kafka.bootstrap.servers",
        place.bootstrapServers(),
        "berth.fleet",
        Path.of("..", "examples", "local-fleet.yaml").toString(),
        "berth.advisor.pause",
        "100ms",
        "berth.advisor.poll-timeout",
        "100ms",
        "berth.advisor.ask-timeout",
        "3s",
        "berth.advisor.publish-timeout",
        "3s",
        "quarkus.otel.sdk.disabled",
        "true",
        "quarkus.http.test-port",
        "0");
  }

  void takeAway() {
    if (broker != null) {
      broker.close();
      broker = null;
    }
  }

  void bringBack() {
    if (place != null && broker == null) {
      broker = KraftBroker.start(place);
      TopicSetup.apply(broker.bootstrapServers());
    }
  }

  @Override
  public void stop() {
    takeAway();
    if (directory != null) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(BrokerResource.class));
  }
}
