package dev.berth.advisor.http;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.berth.contracts.Json;
import dev.berth.contracts.Violation;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.function.Function;

/** Bodies as JSON, or an answer that says what is wrong with them. */
final class Bodies {

  private static final ObjectReader WHOLE =
      Json.mapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private Bodies() {}

  static Response read(byte[] body, Function<JsonNode, Response> answer) {
    JsonNode json;
    try {
      json = WHOLE.readTree(body);
    } catch (IOException e) {
      String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      return Answers.invalid(new Violation("", "", "the body is not JSON: " + first));
    }
    return json == null || json.isMissingNode()
        ? Answers.invalid(new Violation("", "", "the body is empty; a job spec is expected"))
        : answer.apply(json);
  }
}
