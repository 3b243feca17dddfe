package dev.berth.monitor.http;

import dev.berth.contracts.Violation;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

final class Answers {

  /** Sharing out anew takes a second or two. */
  private static final int RETRY_AFTER_SECONDS = 1;

  private Answers() {}

  static Response invalid(String field, String value, String message) {
    return refused(Response.Status.BAD_REQUEST, field, value, message).build();
  }

  static Response unknown(String field, String value, String message) {
    return refused(Response.Status.NOT_FOUND, field, value, message).build();
  }

  static Response notNow(String reason) {
    return refused(Response.Status.SERVICE_UNAVAILABLE, "", "", reason)
        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
        .build();
  }

  private static Response.ResponseBuilder refused(
      Response.Status status, String field, String value, String message) {
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(new Refused(List.of(new Violation(field, value, message))));
  }
}
