package dev.berth.advisor.http;

import dev.berth.contracts.Violation;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

final class Answers {

  private Answers() {}

  static Response invalid(Violation violation) {
    return invalid(List.of(violation));
  }

  static Response invalid(List<Violation> violations) {
    return refused(Response.Status.BAD_REQUEST, violations);
  }

  static Response conflict(Violation violation) {
    return refused(Response.Status.CONFLICT, List.of(violation));
  }

  static Response unknown(String field, String value, String message) {
    return refused(Response.Status.NOT_FOUND, List.of(new Violation(field, value, message)));
  }

  static Response unavailable(String message) {
    return refused(Response.Status.SERVICE_UNAVAILABLE, List.of(new Violation("", "", message)));
  }

  private static Response refused(Response.Status status, List<Violation> violations) {
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(new Refused(violations))
        .build();
  }
}
