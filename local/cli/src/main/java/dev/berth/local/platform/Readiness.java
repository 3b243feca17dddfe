package dev.berth.local.platform;

import dev.berth.contracts.Topic;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** Waits until parts do their work, as they say themselves. */
public final class Readiness {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration ONE_LOOK = Duration.ofSeconds(5);
  private static final long PAUSE_MILLIS = 50;
  private static final int OK = 200;
  private static final int LAST_LINES = 12;

  private final Place place;
  private final Ports ports;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(ONE_LOOK).build();

  /** Of that platform's parts. */
  public Readiness(Place place, Ports ports) {
    this.place = place;
    this.ports = ports;
  }

  /**
   * Waits for one part.
   *
   * @throws PlatformException if it ends before, or is not ready within 120 s; with the last it
   *     said
   */
  public void await(Part part, Process process) throws PlatformException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isReady(part)) {
      if (!process.isAlive()) {
        throw new PlatformException(
            "the %s ended with exit code %d before it was ready%s"
                .formatted(part, process.exitValue(), lastWords(part)));
      }
      if (System.nanoTime() > deadline) {
        throw new PlatformException(
            "the %s is not ready after %d s%s"
                .formatted(part, PATIENCE.toSeconds(), lastWords(part)));
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /** Whether a part is ready now. */
  public boolean isReady(Part part) throws InterruptedException {
    return switch (part) {
      case BROKER -> hasTopics();
      case TRACES -> answersOk("/healthz", part);
      case ADVISOR, PROVISIONER, MONITOR -> answersOk("/q/health/ready", part);
    };
  }

  private boolean hasTopics() throws InterruptedException {
    if (Ports.isFree(ports.broker())) {
      return false;
    }
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            ports.bootstrapServers(),
            "default.api.timeout.ms",
            (int) ONE_LOOK.toMillis(),
            "request.timeout.ms",
            (int) ONE_LOOK.toMillis());
    try (Admin admin = Admin.create(settings)) {
      Set<String> names =
          admin.listTopics().names().get(ONE_LOOK.toMillis(), TimeUnit.MILLISECONDS);
      return Arrays.stream(Topic.values()).map(Topic::wireName).allMatch(names::contains);
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }

  private boolean answersOk(String path, Part part) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + part.port(ports) + path))
            .timeout(ONE_LOOK)
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
    } catch (IOException e) {
      return false;
    }
  }

  private String lastWords(Part part) {
    Path log = place.log(part);
    try {
      List<String> lines = Files.readString(log, StandardCharsets.UTF_8).lines().toList();
      return "; the last of %s:\n%s"
          .formatted(
              log,
              String.join(
                  "\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size())));
    } catch (IOException e) {
      return "";
    }
  }
}
