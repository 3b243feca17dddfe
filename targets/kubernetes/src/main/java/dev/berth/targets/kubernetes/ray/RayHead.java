package dev.berth.targets.kubernetes.ray;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.contracts.Json;
import dev.berth.targets.api.TargetTroubleException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The way to the dashboard of one Ray head. */
final class RayHead {

  /** One client for all heads: it has a thread of its own, and connections by the dozen. */
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  private final RaySettings settings;

  RayHead(RaySettings settings) {
    this.settings = settings;
  }

  /**
   * An answer of the head that is about the question, not about the head's own state.
   *
   * @param status of HTTP
   * @param text the body
   */
  record Answer(int status, String text) {

    boolean isGood() {
      return status == 200;
    }

    boolean isUnknown() {
      return status == 404;
    }

    JsonNode json() throws TargetTroubleException {
      try {
        return Json.mapper().readTree(text);
      } catch (JsonProcessingException e) {
        throw new TargetTroubleException("Ray's head answered what is no JSON", e);
      }
    }

    /** A traceback of Python's says in its last line what is wrong. */
    String lastLine() {
      return text.strip().lines().reduce("", (_, last) -> last).strip();
    }
  }

  Answer get(String path) throws TargetTroubleException {
    return send("GET", path, null);
  }

  Answer post(String path, String json) throws TargetTroubleException {
    return send("POST", path, json);
  }

  Answer delete(String path) throws TargetTroubleException {
    return send("DELETE", path, null);
  }

  private Answer send(String method, String path, @Nullable String json)
      throws TargetTroubleException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(settings.address() + path))
            .timeout(settings.timeout())
            .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
    if (json != null) {
      request.header("Content-Type", "application/json");
    }
    String token = token();
    if (token != null) {
      request.header("Authorization", token);
    }
    try {
      HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
      int status = response.statusCode();
      if (status == 401 || status == 403 || status == 429 || status > 500) {
        throw trouble(method + ' ' + path + ": " + status + ' ' + response.body(), null);
      }
      return new Answer(status, response.body());
    } catch (IOException e) {
      throw trouble(method + ' ' + path + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw trouble(method + ' ' + path + ": interrupted", e);
    }
  }

  CompletableFuture<WebSocket> listen(String path, WebSocket.Listener listener)
      throws TargetTroubleException {
    WebSocket.Builder builder = HTTP.newWebSocketBuilder().connectTimeout(settings.timeout());
    String token = token();
    if (token != null) {
      builder.header("Authorization", token);
    }
    String address = settings.address().toString().replaceFirst("^http", "ws");
    return builder.buildAsync(URI.create(address + path), listener);
  }

  /** Read each time, because whoever keeps it may change it. */
  private @Nullable String token() throws TargetTroubleException {
    String file = settings.tokenFile();
    if (file == null) {
      return null;
    }
    try {
      return "Bearer " + Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw trouble("ray-token-file " + file + " cannot be read", e);
    }
  }

  TargetTroubleException trouble(String what, @Nullable Exception cause) {
    String message = "Ray head " + settings.address() + ": " + what;
    return cause == null
        ? new TargetTroubleException(message)
        : new TargetTroubleException(message, cause);
  }
}
