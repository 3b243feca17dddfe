package dev.berth.targets.kubernetes.checking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.contracts.Json;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.jspecify.annotations.Nullable;

/**
 * An API server, asked in its own paths. Once it has not answered it is not asked again: each
 * question would wait as long.
 */
final class Server {

  private static final int NOT_FOUND = 404;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int FIRST_ERROR = 400;
  private static final int FIRST_SERVER_ERROR = 500;

  private final KubernetesClient client;
  private Asked.@Nullable Trouble trouble;

  Server(KubernetesClient client) {
    this.client = client;
  }

  /** What is at that path. */
  Asked get(String path) {
    return ask(() -> client.raw(path));
  }

  /** What comes of sending something there, as JSON. */
  Asked post(String path, Object body) {
    return ask(() -> client.raw(path, "POST", Serialization.asJson(body)));
  }

  private interface Question {
    @Nullable String put();
  }

  private Asked ask(Question question) {
    if (trouble != null) {
      return trouble;
    }
    try {
      String answer = question.put();
      return answer == null ? new Asked.Nothing() : new Asked.Told(parsed(answer));
    } catch (KubernetesClientException e) {
      return failed(e);
    } catch (JsonProcessingException e) {
      return failed("what answers is no API server: " + e.getOriginalMessage());
    }
  }

  private Asked failed(KubernetesClientException e) {
    int code = e.getCode();
    if (code == NOT_FOUND) {
      return new Asked.Nothing();
    }
    if (code < FIRST_ERROR
        || code >= FIRST_SERVER_ERROR
        || code == REQUEST_TIMEOUT
        || code == TOO_MANY_REQUESTS) {
      return failed(rootOf(e));
    }
    String said = e.getStatus() == null ? null : e.getStatus().getMessage();
    return new Asked.Refused(code, said == null ? String.valueOf(e.getMessage()) : said);
  }

  private Asked failed(String message) {
    trouble = new Asked.Trouble(message);
    return trouble;
  }

  /** The client wraps what happened, and says less than it. */
  private static String rootOf(Throwable e) {
    if (e.getCause() == null) {
      return String.valueOf(e.getMessage());
    }
    Throwable root = e.getCause();
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.toString();
  }

  private static JsonNode parsed(String answer) throws JsonProcessingException {
    return Json.mapper().readTree(answer);
  }
}
