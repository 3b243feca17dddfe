package dev.berth.provisioner.system;

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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The packaged service in a JVM of its own. */
final class ServiceProcess implements AutoCloseable {

  private static final Duration SOON = Duration.ofSeconds(60);

  private final Process process;
  private final URI root;
  private final HttpClient http = HttpClient.newHttpClient();

  private ServiceProcess(Process process, int port) {
    this.process = process;
    this.root = URI.create("http://127.0.0.1:" + port);
  }

  static ServiceProcess start(Path directory, Map<String, String> environment) {
    try {
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
      builder.environment().put("QUARKUS_OTEL_SDK_DISABLED", "false");
      builder.environment().put("QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9");
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

  int status(String path) {
    try {
      return get(path).statusCode();
    } catch (UncheckedIOException e) {
      return 0;
    }
  }

  String text(String path) {
    return get(path).body();
  }

  JsonNode json(String path) {
    try {
      return Json.mapper().readTree(text(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The courses of an attempt, as {@code GET /lanes} shows them; missing if there is none. */
  JsonNode course(String attempt) {
    for (JsonNode lane : json("/lanes").path("lanes")) {
      for (JsonNode course : lane.path("courses")) {
        if (course.path("attempt").asText().equals(attempt)) {
          return course;
        }
      }
    }
    return Json.mapper().missingNode();
  }

  private HttpResponse<String> get(String path) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(root.resolve(path)).timeout(Duration.ofSeconds(10)).build();
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly();
    await().atMost(SOON).until(() -> !process.isAlive());
  }

  /** SIGTERM, and SIGKILL for what does not heed it. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, java.util.concurrent.TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      kill();
    }
  }
}
