package dev.berth.local.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/**
 * Where a broker lives.
 *
 * @param directory its files
 * @param host the address of this machine at which clients find it; nothing else is listened to,
 *     since the broker speaks plaintext and asks nobody who they are
 * @param port for clients
 * @param controllerPort for itself, always on 127.0.0.1
 */
public record BrokerPlace(Path directory, String host, int port, int controllerPort) {

  private static final String LOOPBACK = "127.0.0.1";

  /** A place on 127.0.0.1. */
  public BrokerPlace(Path directory, int port, int controllerPort) {
    this(directory, LOOPBACK, port, controllerPort);
  }

  /** A place on 127.0.0.1, on two ports that nobody has at this moment. */
  public static BrokerPlace onFreePorts(Path directory) {
    return onFreePorts(directory, LOOPBACK);
  }

  /** A place on that address of this machine, on two ports that nobody has at this moment. */
  public static BrokerPlace onFreePorts(Path directory, String host) {
    try (ServerSocket one = listener(host);
        ServerSocket other = listener(LOOPBACK)) {
      return new BrokerPlace(directory, host, one.getLocalPort(), other.getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on " + host, e);
    }
  }

  /** As Kafka's {@code bootstrap.servers} wants it. */
  public String bootstrapServers() {
    return host + ":" + port;
  }

  private static ServerSocket listener(String host) throws IOException {
    return new ServerSocket(0, 1, InetAddress.getByName(host));
  }
}
