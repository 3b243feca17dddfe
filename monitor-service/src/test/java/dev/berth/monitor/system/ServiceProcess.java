package dev.berth.monitor.system;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.contracts.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packaged service in a JVM of its own. */
final class ServiceProcess implements AutoCloseable {

  private static final Duration SOON = Duration.ofSeconds(90);

  private final Process process;
  private final URI root;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private ServiceProcess(Process process, int port) {
    this.process = process;
    this.root = URI.create("http://127.0.0.1:" + port);
  }

  /** Starts one in that folder, which is also told where its state is. */
  static ServiceProcess start(Path directory, Map<String, String> environment) {
    try {
      Files.createDirectories(directory);
      int port = freePort();
      ProcessBuilder builder =
          new ProcessBuilder(
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                      "-Xmx256m",
                      "-XX:+UseSerialGC",
                      "-XX:TieredStopAtLevel=1",
                      "-jar",
                      Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath().toString()))
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(directory.resolve("service.log").toFile()));
      builder.environment().putAll(environment);
      builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
      builder.environment().put("QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9");
      builder.environment().put("BERTH_MONITOR_INSTANCE", directory.getFileName().toString());
      builder
          .environment()
          .put("BERTH_MONITOR_STREAMS_STATE_DIRECTORY", directory.resolve("state").toString());
      return new ServiceProcess(builder.start(), port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  ServiceProcess awaitReady() {
    await().atMost(SOON).until(() -> status("/q/health/ready") == 200);
    return this;
  }

  /** The answer's status; 0 if there is no answer. */
  int status(String path, String... headers) {
    try {
      return get(path, headers).statusCode();
    } catch (UncheckedIOException e) {
      return 0;
    }
  }

  String text(String path, String... headers) {
    return get(path, headers).body();
  }

  JsonNode json(String path, String... headers) {
    try {
      return Json.mapper().readTree(text(path, headers));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  HttpResponse<String> get(String path, String... headers) {
    return send(path, HttpResponse.BodyHandlers.ofString(), headers);
  }

  /** A stream's lines, as they come. */
  Stream<String> lines(String path) {
    return send(path, HttpResponse.BodyHandlers.ofLines()).body();
  }

  private <T> HttpResponse<T> send(
      String path, HttpResponse.BodyHandler<T> handler, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(root.resolve(path)).timeout(Duration.ofSeconds(30));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return http.send(request.build(), handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** SIGTERM, and SIGKILL for what does not heed it. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
    http.shutdownNow();
  }
}
