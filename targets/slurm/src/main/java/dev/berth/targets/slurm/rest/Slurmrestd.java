package dev.berth.targets.slurm.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.berth.contracts.Json;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.slurm.site.Transport;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The way to one slurmrestd. */
final class Slurmrestd {

  private static final int UNAUTHORIZED = 401;
  private static final int NETWORK_AUTHENTICATION = 511;
  private static final int NOT_FOUND = 404;

  /** More at once wait for each other in slurmrestd, and it gets less done. */
  private static final int AT_ONCE = 16;

  /** One client for all: it has a thread of its own, and keeps connections. */
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  private final Transport.Rest transport;
  private final Tokens tokens;
  private final Duration timeout;
  private final Semaphore turns = new Semaphore(AT_ONCE, true);
  private volatile @Nullable ApiVersion version;

  Slurmrestd(Transport.Rest transport, Duration timeout, Clock clock) {
    this.transport = transport;
    this.tokens = new Tokens(transport.token(), timeout, clock);
    this.timeout = timeout;
  }

  /**
   * An answer of slurmrestd that is about the question.
   *
   * @param status of HTTP
   * @param json the body; missing where it is plain text
   * @param text the body's beginning where it is plain text, else empty
   */
  record Answer(int status, JsonNode json, String text) {}

  /** What became of a question. */
  sealed interface Sent {
    /** It was answered. */
    record Answered(Answer answer) implements Sent {}

    /** Nobody was there to hear it. */
    record NotHeard(String why, @Nullable Exception cause) implements Sent {}

    /** It was heard, perhaps, and no answer came. */
    record Lost(String why, Exception cause) implements Sent {}
  }

  /** The newest version that both know, found out by asking for each. */
  ApiVersion version() throws TargetTroubleException {
    ApiVersion known = version;
    if (known != null) {
      return known;
    }
    for (ApiVersion candidate : ApiVersion.KNOWN) {
      if (get(candidate.slurm("/ping")).status() != NOT_FOUND) {
        version = candidate;
        return candidate;
      }
    }
    throw trouble(
        "it offers none of the interfaces "
            + ApiVersion.KNOWN.stream().map(ApiVersion::written).toList(),
        null);
  }

  /** After an answer that says that there is no such path: it was exchanged for another release. */
  void forgetVersion() {
    version = null;
  }

  Answer get(String path) throws TargetTroubleException {
    return heard(send("GET", path, null));
  }

  Answer delete(String path) throws TargetTroubleException {
    return heard(send("DELETE", path, null));
  }

  private Answer heard(Sent sent) throws TargetTroubleException {
    return switch (sent) {
      case Sent.Answered(Answer answer) -> answer;
      case Sent.NotHeard(String why, Exception cause) -> throw trouble(why, cause);
      case Sent.Lost(String why, Exception cause) -> throw trouble(why, cause);
    };
  }

  /**
   * Asks. The content type must have no character set in it, and the body a length.
   *
   * @throws TargetTroubleException if slurmrestd does not know who asks
   */
  Sent send(String method, String path, @Nullable String json) throws TargetTroubleException {
    String token = tokens.token();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(transport.url() + path))
            .timeout(timeout)
            .header("X-SLURM-USER-TOKEN", token)
            .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
    String user = user(token);
    if (!user.isEmpty()) {
      request.header("X-SLURM-USER-NAME", user);
    }
    if (json != null) {
      request.header("Content-Type", "application/json");
    }
    return inTurn(method + ' ' + path, request.build());
  }

  private Sent inTurn(String what, HttpRequest request) throws TargetTroubleException {
    try {
      if (!turns.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        return new Sent.NotHeard("it has been busy with other requests for " + timeout, null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Sent.NotHeard("interrupted before it was asked", e);
    }
    try {
      return asked(what, request);
    } finally {
      turns.release();
    }
  }

  private Sent asked(String what, HttpRequest request) throws TargetTroubleException {
    try {
      HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
      Answer answer = answer(response);
      if (isUnauthorized(answer)) {
        tokens.refused();
        throw trouble("credentials: " + Errors.text(answer), null);
      }
      return new Sent.Answered(answer);
    } catch (ConnectException | HttpConnectTimeoutException | UnresolvedAddressException e) {
      return new Sent.NotHeard("it cannot be reached: " + e, e);
    } catch (IOException e) {
      return new Sent.Lost(what + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Sent.Lost(what + ": interrupted", e);
    }
  }

  /** As whom it is asked. */
  String user() throws TargetTroubleException {
    return user(tokens.token());
  }

  /** When its present token expires, or null if it does not say. */
  @Nullable Instant until() throws TargetTroubleException {
    return Tokens.expiry(tokens.token()).orElse(null);
  }

  private String user(String token) {
    return transport.user() == null ? Tokens.user(token).orElse("") : transport.user();
  }

  private static boolean isUnauthorized(Answer answer) {
    return answer.status() == UNAUTHORIZED
        || answer.status() == NETWORK_AUTHENTICATION
        || Errors.isAboutCredentials(answer);
  }

  private static Answer answer(HttpResponse<String> response) {
    String body = response.body();
    try {
      JsonNode json = Json.mapper().readTree(body);
      if (json != null && json.isObject()) {
        return new Answer(response.statusCode(), json, "");
      }
    } catch (JsonProcessingException e) {
      // Plain text is what slurmrestd says of requests that it does not understand.
    }
    return new Answer(
        response.statusCode(),
        MissingNode.getInstance(),
        body.substring(0, Math.min(500, body.length())));
  }

  TargetTroubleException trouble(String what, @Nullable Exception cause) {
    String message = "slurmrestd at " + transport.url() + ": " + what;
    return cause == null
        ? new TargetTroubleException(message)
        : new TargetTroubleException(message, cause);
  }

  @Override
  public String toString() {
    ApiVersion known = version;
    return "slurmrestd at " + transport.url() + (known == null ? "" : ", " + known.written());
  }
}
