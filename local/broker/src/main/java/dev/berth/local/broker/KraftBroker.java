package dev.berth.local.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * One Kafka node, broker and controller in one, on loopback unless its place says otherwise. Its
 * files outlive it: started again on the same folder it has the same records.
 */
public final class KraftBroker implements AutoCloseable {

  private static final int NODE = 1;
  private static final String CONTROLLER = "CONTROLLER";

  private final KafkaRaftServer server;
  private final String bootstrapServers;

  private KraftBroker(KafkaRaftServer server, String bootstrapServers) {
    this.server = server;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Starts a broker on those files, which it makes when they are not there, and returns when it
   * takes clients.
   *
   * @throws UncheckedIOException if the folder cannot be written
   * @throws RuntimeException if the broker does not start, for instance because a port is taken
   */
  public static KraftBroker start(BrokerPlace place) {
    format(place);
    KafkaRaftServer server =
        new KafkaRaftServer(new KafkaConfig(settings(place), false), Time.SYSTEM);
    server.startup();
    return new KraftBroker(server, place.bootstrapServers());
  }

  /** Where clients find it. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Blocks until the broker has ended. */
  public void awaitShutdown() {
    server.awaitShutdown();
  }

  /** Ends the broker in good order; its files stay. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static void format(BrokerPlace place) {
    if (Files.exists(place.directory().resolve("meta.properties"))) {
      return;
    }
    try {
      Files.createDirectories(place.directory());
      Formatter formatter = new Formatter();
      formatter
          .setPrintStream(
              new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
          .setNodeId(NODE)
          .setClusterId(Uuid.randomUuid().toString())
          .addDirectory(place.directory().toString())
          .setMetadataLogDirectory(place.directory().toString())
          .setControllerListenerName(CONTROLLER)
          .setIgnoreFormatted(true)
          .run();
    } catch (IOException e) {
      throw new UncheckedIOException(place.directory().toString(), e);
    } catch (Exception e) {
      throw new IllegalStateException("cannot format " + place.directory(), e);
    }
  }

  private static Map<String, String> settings(BrokerPlace place) {
    Map<String, String> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(NODE));
    settings.put("controller.quorum.voters", NODE + "@127.0.0.1:" + place.controllerPort());
    settings.put(
        "listeners",
        "PLAINTEXT://%s,%s://127.0.0.1:%d"
            .formatted(place.bootstrapServers(), CONTROLLER, place.controllerPort()));
    settings.put("advertised.listeners", "PLAINTEXT://" + place.bootstrapServers());
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("controller.listener.names", CONTROLLER);
    settings.put("inter.broker.listener.name", "PLAINTEXT");
    settings.put("log.dirs", place.directory().toString());
    settings.put("auto.create.topics.enable", "false");
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    settings.put("num.partitions", "1");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "4");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.num.partitions", "4");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("group.min.session.timeout.ms", "1000");
    settings.put("log.cleaner.dedupe.buffer.size", "16777216");
    settings.put("log.cleaner.threads", "1");
    settings.put("controlled.shutdown.enable", "false");
    return settings;
  }
}
