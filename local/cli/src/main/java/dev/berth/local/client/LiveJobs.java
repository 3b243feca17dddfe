package dev.berth.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.local.platform.Part;
import dev.berth.local.platform.Running;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The jobs of a platform that have not ended. */
public final class LiveJobs {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final long PAUSE_MILLIS = 200;
  private static final int PAGE = 500;
  private static final Set<String> ENDED = Set.of("succeeded", "failed", "cancelled", "refused");

  private final Service advisor;
  private final Service monitor;
  private final Consumer<String> tell;

  /**
   * Of a platform that is up.
   *
   * @param tell is told what could not be done
   */
  public LiveJobs(Running running, Consumer<String> tell) {
    this.advisor = new Service(running, Part.ADVISOR);
    this.monitor = new Service(running, Part.MONITOR);
    this.tell = tell;
  }

  /**
   * Asks that each be cancelled and waits until they are, for at most a minute. Services that do
   * not answer cannot be asked; that is told.
   */
  public void cancel() throws InterruptedException {
    try {
      List<String> live = live();
      for (String job : live) {
        advisor.post("/jobs/" + job + "/cancel?reason=down", null);
      }
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!live.isEmpty() && System.nanoTime() < deadline) {
        Thread.sleep(PAUSE_MILLIS);
        live = live();
      }
      if (!live.isEmpty()) {
        tell.accept(
            "after %d s these jobs are still not cancelled: %s"
                .formatted(PATIENCE.toSeconds(), String.join(", ", live)));
      }
    } catch (Complaint e) {
      tell.accept("jobs cannot be cancelled: " + e.getMessage());
    }
  }

  private List<String> live() throws InterruptedException {
    List<String> live = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page =
          monitor.get("/jobs?limit=" + PAGE + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
      for (JsonNode job : page.path("jobs")) {
        if (!ENDED.contains(job.path("phase").asText())) {
          live.add(job.path("id").asText());
        }
      }
      cursor = page.path("cursor").asText("");
    } while (!cursor.isEmpty());
    return live;
  }
}
