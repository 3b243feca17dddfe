package dev.berth.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.contracts.Json;
import dev.berth.local.platform.Part;
import dev.berth.local.platform.Running;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One of the services, over HTTP. */
public final class Service {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int BAD_REQUEST = 400;
  private static final int UNAVAILABLE = 503;
  private static final int FIRST_ERROR = 400;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final Part part;
  private final URI base;

  /** That one of a platform that is up. */
  public Service(Running running, Part part) {
    this.part = part;
    this.base = URI.create("http://127.0.0.1:" + part.port(running.ports()));
  }

  /**
   * What it answers.
   *
   * @throws Complaint if it does not answer, or refuses
   */
  public JsonNode get(String path) throws InterruptedException {
    return send(request(path).timeout(ANSWER).GET().build());
  }

  /** As {@link #get}, with a body of JSON, or none. */
  public JsonNode post(String path, @Nullable JsonNode body) throws InterruptedException {
    HttpRequest.Builder request = request(path).timeout(ANSWER);
    if (body == null) {
      return send(request.POST(HttpRequest.BodyPublishers.noBody()).build());
    }
    return send(
        request
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build());
  }

  /**
   * The lines of an answer as they come; there is no bound on how long they may take.
   *
   * @throws Complaint as {@link #get}
   */
  public Stream<String> lines(String path, String accept) throws InterruptedException {
    HttpRequest request = request(path).header("Accept", accept).GET().build();
    try {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofLines());
      if (answer.statusCode() >= FIRST_ERROR) {
        throw refused(answer.statusCode(), String.join("\n", answer.body().toList()), path);
      }
      return answer.body();
    } catch (IOException e) {
      throw silent(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path));
  }

  private JsonNode send(HttpRequest request) throws InterruptedException {
    try {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= FIRST_ERROR) {
        throw refused(answer.statusCode(), answer.body(), request.uri().getPath());
      }
      return Json.mapper().readTree(answer.body());
    } catch (IOException e) {
      throw silent(e);
    }
  }

  private Complaint silent(IOException trouble) {
    String why =
        switch (trouble) {
          case ConnectException _ -> "nobody listens there";
          case HttpTimeoutException _ -> "no answer within " + ANSWER.toSeconds() + " s";
          default -> trouble.toString();
        };
    return new Complaint(
        ExitCode.NOT_UP, "the %s does not answer on %s: %s".formatted(part, base, why));
  }

  private Complaint refused(int status, String body, String path) {
    ExitCode code =
        switch (status) {
          case NOT_FOUND -> ExitCode.UNKNOWN;
          case BAD_REQUEST, CONFLICT -> ExitCode.INVALID;
          case UNAVAILABLE -> ExitCode.NOT_UP;
          default -> ExitCode.FAILED;
        };
    return new Complaint(
        code,
        Violations.of(body)
            .orElseGet(
                () -> "the %s answered %d to %s\n%s".formatted(part, status, path, body.strip())));
  }
}
