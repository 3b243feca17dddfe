package dev.berth.testing.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * Ports on 127.0.0.1 that nobody had when they were drawn.
 *
 * @param broker for Kafka's clients
 * @param controller for the broker itself
 * @param advisor its HTTP
 * @param provisioner its HTTP
 * @param monitor its HTTP
 * @param nobody where nothing listens: spans go there
 */
record Ports(int broker, int controller, int advisor, int provisioner, int monitor, int nobody) {

  static Ports free() {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < 6; i++) {
        held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      List<Integer> free = held.stream().map(ServerSocket::getLocalPort).toList();
      return new Ports(
          free.get(0), free.get(1), free.get(2), free.get(3), free.get(4), free.get(5));
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on 127.0.0.1", e);
    } finally {
      held.forEach(Ports::close);
    }
  }

  int of(Part part) {
    return switch (part) {
      case BROKER -> broker;
      case ADVISOR -> advisor;
      case PROVISIONER -> provisioner;
      case MONITOR -> monitor;
    };
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
