package dev.berth.local.broker;

import java.nio.file.Path;

/** The local platform's broker as a program of its own; it ends on SIGTERM. */
public final class BrokerMain {

  private BrokerMain() {}

  /**
   * Runs a broker and makes Berth's topics.
   *
   * @param arguments folder, port for clients, port for itself
   */
  public static void main(String[] arguments) {
    BrokerPlace place =
        new BrokerPlace(
            Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    KraftBroker broker = KraftBroker.start(place);
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "shutdown"));
    TopicSetup.apply(broker.bootstrapServers());
    System.out.println("broker ready on " + broker.bootstrapServers());
    broker.awaitShutdown();
  }
}
