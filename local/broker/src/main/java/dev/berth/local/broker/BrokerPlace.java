package dev.berth.local.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/**
 * Where a broker lives; always on 127.0.0.1.
 *
 * @param directory its files
 * @param port for clients
 * @param controllerPort for itself
 */
public record BrokerPlace(Path directory, int port, int controllerPort) {

  /** A place on two ports that nobody has at this moment. */
  public static BrokerPlace onFreePorts(Path directory) {
    try (ServerSocket one = loopback();
        ServerSocket other = loopback()) {
      return new BrokerPlace(directory, one.getLocalPort(), other.getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on 127.0.0.1", e);
    }
  }

  /** As Kafka's {@code bootstrap.servers} wants it. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  private static ServerSocket loopback() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }
}
