package dev.berth.local.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.contracts.EventType;
import dev.berth.contracts.Json;
import dev.berth.local.client.ExitCode;
import dev.berth.local.client.Ids;
import dev.berth.local.client.Service;
import dev.berth.local.platform.Part;
import dev.berth.local.text.Moment;
import dev.berth.local.text.Sentence;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists what happened to a job. */
@Command(
    name = "events",
    mixinStandardHelpOptions = true,
    description = {
      "Lists every event of a job, of all its topics, a line each.",
      "As JSON: each event as a structured CloudEvent on a line of its own."
    })
final class EventsCommand implements Callable<Integer> {

  /** The field of a server-sent event that holds what was sent. */
  private static final String CONTENT = "data:";

  /** With these a job has ended, and its stream says nothing more. */
  private static final Set<String> ENDS =
      Stream.of(EventType.JOB_SUCCEEDED, EventType.JOB_FAILED, EventType.JOB_CANCELLED)
          .map(EventType::wireName)
          .collect(Collectors.toUnmodifiableSet());

  @Mixin private PlaceOption where = new PlaceOption();
  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = {"-f", "--follow"},
      description = "Go on until the job has ended.")
  private boolean follow;

  @Parameters(paramLabel = "ID", description = "The job.")
  private String id = "";

  @Override
  public Integer call() throws InterruptedException {
    String path = "/jobs/%s/events?follow=%s".formatted(Ids.checked(id), follow);
    try (Stream<String> lines =
        new Service(where.running(), Part.MONITOR).lines(path, "text/event-stream")) {
      // Looking for the end is what makes the stream go on, event by event.
      var _ =
          lines
              .filter(line -> line.startsWith(CONTENT))
              .map(line -> line.substring(CONTENT.length()).strip())
              .filter(content -> !content.isEmpty())
              .map(EventsCommand::parsed)
              .peek(event -> output.printLine(event, () -> line(event)))
              .anyMatch(event -> follow && ENDS.contains(event.path("type").asText()));
    }
    return ExitCode.OK.number();
  }

  private static String line(JsonNode event) {
    return "%-20s  %-26s  %s"
        .formatted(
            Moment.of(event.path("time").asText()), event.path("type").asText(), sentence(event));
  }

  private static String sentence(JsonNode event) {
    return EventType.named(event.path("type").asText())
        .map(type -> sentence(event, type))
        .orElseGet(() -> event.path("data").toString());
  }

  private static String sentence(JsonNode event, EventType type) {
    try {
      return Sentence.of(Json.mapper().treeToValue(event.path("data"), type.record()));
    } catch (JsonProcessingException e) {
      // Of a later version of the platform: its bare content is more than nothing.
      return event.path("data").toString();
    }
  }

  private static JsonNode parsed(String content) {
    try {
      return Json.mapper().readTree(content);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the monitor sent an event that is not JSON", e);
    }
  }
}
