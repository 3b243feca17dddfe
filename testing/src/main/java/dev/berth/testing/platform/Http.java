package dev.berth.testing.platform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.contracts.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Asks a service on this machine.
 *
 * @param port where it listens on 127.0.0.1
 */
public record Http(int port) {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** An answer's status; 0 if there is none. */
  public int status(String path) {
    try {
      return get(path).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * What is there, read as JSON, whatever the status.
   *
   * @throws IOException if the service does not answer, or not with JSON
   */
  public JsonNode json(String path) throws IOException {
    return Json.mapper().readTree(get(path).body());
  }

  /**
   * Asks with headers.
   *
   * @param headers names and values in turn
   * @throws IOException if the service does not answer
   */
  public HttpResponse<String> get(String path, String... headers) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(PATIENCE);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
