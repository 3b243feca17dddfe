package dev.berth.local.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Where the parts of one platform listen, all on 127.0.0.1.
 *
 * @param broker Kafka's port for clients
 * @param controller Kafka's port for itself
 * @param advisor HTTP
 * @param provisioner HTTP
 * @param monitor HTTP
 * @param traces OTLP over HTTP
 */
public record Ports(
    int broker, int controller, int advisor, int provisioner, int monitor, int traces) {

  /** The first of the ports of a platform that is told no other. */
  public static final int DEFAULT_FIRST = 7400;

  private static final int HIGHEST = 65_535;
  private static final int SPAN = 18;

  /**
   * Below the ports that systems give to outgoing connections, so that none of those takes one
   * between looking and listening.
   */
  private static final int LOWEST_FREE = 20_000;

  private static final int HIGHEST_FREE = 32_000;
  private static final int TRIES = 1_000;

  /**
   * The ports that follow the first, with the same gaps as the default ones have.
   *
   * @throws IllegalArgumentException if they are not all within 1..65535
   */
  public static Ports from(int first) {
    if (first < 1 || first + SPAN > HIGHEST) {
      throw new IllegalArgumentException(
          "first port %d is not within 1..%d".formatted(first, HIGHEST - SPAN));
    }
    return new Ports(first, first + 1, first + 10, first + 11, first + 12, first + SPAN);
  }

  /**
   * Ports that nobody has at this moment.
   *
   * @throws IOException if none are found
   */
  public static Ports free(RandomGenerator random) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      Ports ports = from(random.nextInt(LOWEST_FREE, HIGHEST_FREE));
      if (ports.byUse().values().stream().allMatch(Ports::isFree)) {
        return ports;
      }
    }
    throw new IOException(
        "no free ports on 127.0.0.1 between %d and %d".formatted(LOWEST_FREE, HIGHEST_FREE));
  }

  /** Whether one could listen there now. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Every port by what it is for, in the order of starting. */
  public Map<String, Integer> byUse() {
    Map<String, Integer> uses = new LinkedHashMap<>();
    uses.put("broker", broker);
    uses.put("broker's controller", controller);
    uses.put("traces", traces);
    uses.put("advisor", advisor);
    uses.put("provisioner", provisioner);
    uses.put("monitor", monitor);
    return uses;
  }

  /** As Kafka's {@code bootstrap.servers} wants it. */
  public String bootstrapServers() {
    return "127.0.0.1:" + broker;
  }
}
