package dev.berth.local.traces;

import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Sends single spans to a receiver. */
public final class SpanExport {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int OK = 200;

  private final URI receiver;

  /** To the receiver on that port of 127.0.0.1. */
  public SpanExport(int port) {
    this.receiver = URI.create("http://127.0.0.1:" + port + "/v1/traces");
  }

  /**
   * Sends one span of kind producer.
   *
   * @throws IOException if it was not taken within 10 s
   */
  public void send(KeptSpan span) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(receiver)
            .timeout(PATIENCE)
            .header("Content-Type", "application/x-protobuf")
            .POST(
                HttpRequest.BodyPublishers.ofByteArray(
                    Otlp.write(span, Span.SpanKind.SPAN_KIND_PRODUCER).toByteArray()))
            .build();
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status != OK) {
        throw new IOException("the trace receiver answered " + status);
      }
    }
  }
}
