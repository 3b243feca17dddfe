package dev.berth.monitor.http;

import dev.berth.contracts.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;

/** Asks other replicas, once each: one that is asked so asks nobody else. */
public final class Peers {

  /** Says that a replica asks, and which. */
  static final String ASKED_BY = "Berth-Asked-By";

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final HttpClient client;
  private final HttpSettings settings;
  private final String server;

  /**
   * A client for all of them.
   *
   * @param server how others reach this replica, as host:port
   */
  public Peers(HttpSettings settings, String server) {
    this.settings = settings;
    this.server = server;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.peerTimeout())
            .build();
  }

  /**
   * What a replica answers, or empty if it knows of no such thing.
   *
   * @param path the path and query
   * @throws IOException if it does not answer in time, or not well
   */
  <T> Optional<T> ask(String peer, String path, Class<T> type) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + peer + path))
            .timeout(settings.peerTimeout())
            .header(ASKED_BY, server)
            .header("Accept", "application/json")
            .build();
    try {
      HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return switch (response.statusCode()) {
        case OK -> Optional.of(Json.mapper().readValue(response.body(), type));
        case NOT_FOUND -> Optional.empty();
        default -> throw new IOException("replica " + peer + " answers " + response.statusCode());
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking replica " + peer, e);
    }
  }
}
