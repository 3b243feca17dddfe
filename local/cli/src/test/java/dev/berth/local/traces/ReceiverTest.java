package dev.berth.local.traces;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // set before each test
class ReceiverTest {

  private static final KeptSpan SPAN =
      Samples.span(
          Samples.TRACE,
          "00f067aa0ba902b7",
          "00f067aa0ba902b6",
          "decide 1",
          42,
          Map.of(KeptSpan.JOB, "digits", "berth.target", "pool-a"));

  @TempDir private Path folder;
  private SpanFiles files;
  private Receiver receiver;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void start() throws IOException {
    files = new SpanFiles(folder);
    receiver = Receiver.start(0, files);
  }

  @AfterEach
  void close() {
    receiver.close();
    http.close();
  }

  @Test
  void keepsWhatTheCommandLineExports() throws IOException, InterruptedException {
    new SpanExport(receiver.port()).send(SPAN);

    assertThat(files.read()).containsExactly(SPAN);
  }

  @Test
  void unpacksWhatExportersCompress() throws IOException, InterruptedException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(Otlp.write(SPAN, Span.SpanKind.SPAN_KIND_SERVER).toByteArray());
    }

    int status =
        post(
                packed.toByteArray(),
                "Content-Type",
                "application/x-protobuf",
                "Content-Encoding",
                "gzip")
            .statusCode();

    assertThat(status).isEqualTo(200);
    assertThat(files.read()).containsExactly(SPAN);
  }

  @Test
  void refusesJsonByItsName() throws IOException, InterruptedException {
    var answer =
        post(
            "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8),
            "Content-Type",
            "application/json");

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.body()).contains("application/json");
  }

  @Test
  void refusesBytesThatAreNoSpans() throws IOException, InterruptedException {
    var answer = post(new byte[] {-1, -1, -1}, "Content-Type", "application/x-protobuf");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(files.read()).isEmpty();
  }

  @Test
  void refusesMoreThanAnyExporterSends() throws IOException, InterruptedException {
    var answer = post(new byte[(8 << 20) + 1], "Content-Type", "application/x-protobuf");

    assertThat(answer.statusCode()).isEqualTo(413);
  }

  @Test
  void saysThatItIsReady() throws IOException, InterruptedException {
    var answer =
        http.send(
            HttpRequest.newBuilder(uri("/healthz")).build(), HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> post(byte[] body, String... headers)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(uri("/v1/traces"))
            .headers(headers)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + receiver.port() + path);
  }
}
