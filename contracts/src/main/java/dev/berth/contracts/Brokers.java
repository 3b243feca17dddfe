package dev.berth.contracts;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where Kafka's brokers are and how they let a client in: the same for every client of a service.
 *
 * @param settings Kafka's own, by their names: {@value #SERVERS} and those that begin with {@code
 *     security.}, {@code sasl.} or {@code ssl.}
 */
public record Brokers(Map<String, String> settings) {

  private static final String SERVERS = "bootstrap.servers";

  /**
   * Copies the settings.
   *
   * @throws IllegalArgumentException if {@value #SERVERS} is not among them
   */
  public Brokers {
    settings = Map.copyOf(settings);
    if (!settings.containsKey(SERVERS)) {
      throw new IllegalArgumentException("brokers: " + SERVERS + " is missing");
    }
  }

  /** Brokers that let everybody in. */
  public static Brokers at(String servers) {
    return new Brokers(Map.of(SERVERS, servers));
  }

  /**
   * Of all that is configured for Kafka's clients, what says where the brokers are and how to get
   * in.
   */
  public static Brokers of(Map<String, ?> configured) {
    Map<String, String> settings = new TreeMap<>();
    configured.forEach((name, value) -> {
      if (name.equals(SERVERS) || isAdmission(name)) {
        settings.put(name, String.valueOf(value));
      }
    });
    return new Brokers(settings);
  }

  private static boolean isAdmission(String name) {
    return name.startsWith("security.") || name.startsWith("sasl.") || name.startsWith("ssl.");
  }

  /** Their addresses. */
  public String servers() {
    return settings.getOrDefault(SERVERS, "");
  }

  /** The settings of one client: these, and its own. */
  public Map<String, Object> with(Map<String, Object> own) {
    Map<String, Object> all = new HashMap<>(settings);
    all.putAll(own);
    return all;
  }

  /** The addresses alone: other settings may hold secrets. */
  @Override
  public String toString() {
    return servers();
  }
}
