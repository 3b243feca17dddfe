package dev.berth.testing.live.vm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.contracts.JobId;
import dev.berth.contracts.Json;
import dev.berth.testing.platform.Http;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a monitor shows of a job: what {@code ./berth job} and {@code ./berth events} print.
 *
 * @param job {@code GET /jobs/ID}
 * @param events {@code GET /jobs/ID/events}, CloudEvents in their structured mode
 */
record Shown(JsonNode job, List<JsonNode> events) {

  private static final String CONTENT = "data:";

  Shown {
    events = List.copyOf(events);
  }

  static Shown of(JobId job, Http monitor) throws IOException {
    List<JsonNode> events = new ArrayList<>();
    String stream =
        monitor
            .get("/jobs/%s/events?follow=false".formatted(job), "Accept", "text/event-stream")
            .body();
    for (String line : stream.lines().toList()) {
      if (line.startsWith(CONTENT) && !line.substring(CONTENT.length()).isBlank()) {
        events.add(Json.mapper().readTree(line.substring(CONTENT.length())));
      }
    }
    return new Shown(monitor.json("/jobs/" + job), events);
  }
}
