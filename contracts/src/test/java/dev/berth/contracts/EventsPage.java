package dev.berth.contracts;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.berth.contracts.fixtures.JsonTypes;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code docs/events.md}, made from what the services themselves run on. */
final class EventsPage {

  private final SourceDocs docs = SourceDocs.read();
  private final StringBuilder page = new StringBuilder();

  private EventsPage() {}

  static String markdown() {
    EventsPage page = new EventsPage();
    page.page.append(EventsProse.beforeTheTopics());
    page.topics();
    page.page.append(EventsProse.afterTheTopics());
    page.events();
    page.types();
    page.spec();
    return page.page.toString();
  }

  private void topics() {
    page.append("| topic | written by | partitions | kept | events |\n|---|---|---|---|---|\n");
    for (Topic topic : Topic.values()) {
      Duration retention = topic.retention();
      String events =
          Arrays.stream(EventType.values())
              .filter(type -> type.topic() == topic)
              .map(type -> link(type.wireName()))
              .collect(Collectors.joining(", "));
      page.append(
          "| `%s` | %s | %d | %s | %s |\n"
              .formatted(
                  topic.wireName(),
                  topic.writers(),
                  topic.partitions(),
                  retention == null ? "the latest of each key (compacted)" : days(retention),
                  events.isEmpty() ? docs.of(Topic.class, topic.name()) : events));
    }
  }

  private void events() {
    for (EventType type : EventType.values()) {
      page.append("\n### `%s`\n\n".formatted(type.wireName()));
      page.append("On `%s`. %s\n\n".formatted(type.topic().wireName(), docs.of(type.record())));
      fields(type.record());
      for (Sample sample : Sample.of(type)) {
        String variant = sample.variant().isEmpty() ? "" : ", " + sample.variant();
        page.append("\nSample%s:\n\n```json\n%s```\n".formatted(variant, sample.text()));
      }
    }
  }

  private void types() {
    page.append("\n## Types\n");
    TreeMap<String, Class<?>> types = new TreeMap<>();
    Set<Class<?>> inSpecs = JsonTypes.reachableFrom(JobSpec.class);
    for (Class<?> type : JsonTypes.reachableFrom(records())) {
      boolean variant = type.getEnclosingClass() != null;
      boolean inTheSpecsTable = inSpecs.contains(type) && type.isRecord() && !isText(type);
      if (!variant && !inTheSpecsTable && !Event.class.isAssignableFrom(type)) {
        types.put(type.getSimpleName(), type);
      }
    }
    types.values().forEach(this::type);
  }

  private void type(Class<?> type) {
    page.append("\n### %s\n\n%s\n\n".formatted(type.getSimpleName(), docs.of(type)));
    if (type.isEnum()) {
      page.append("| value | meaning |\n|---|---|\n");
      for (Object constant : type.getEnumConstants()) {
        page.append(
            "| `%s` | %s |\n"
                .formatted(written(constant), docs.of(type, ((Enum<?>) constant).name())));
      }
    } else if (type.isSealed()) {
      for (JsonSubTypes.Type variant : type.getAnnotation(JsonSubTypes.class).value()) {
        page.append("\nKind `%s`: %s\n\n".formatted(variant.name(), docs.of(variant.value())));
        fields(variant.value());
      }
    } else if (isText(type)) {
      page.append("Written as a text.\n\n");
      fields(type);
    } else {
      fields(type);
    }
  }

  private void spec() {
    page.append("\n## JobSpec\n\n").append(docs.of(JobSpec.class)).append("\n\n");
    page.append(EventsProse.beforeTheSpec()).append(SpecTable.markdown());
    page.append("\nBesides, as a schema cannot say it:\n\n");
    for (JobSpecRules rule : JobSpecRules.values()) {
      page.append("- %s\n".formatted(docs.of(JobSpecRules.class, rule.name())));
    }
  }

  private void fields(Class<?> record) {
    if (record.getRecordComponents().length == 0) {
      return;
    }
    page.append("| field | type | meaning |\n|---|---|---|\n");
    for (RecordComponent component : record.getRecordComponents()) {
      boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
      page.append(
          "| `%s` | %s%s | %s |\n"
              .formatted(
                  component.getName(),
                  typeName(component.getGenericType()),
                  optional ? ", optional" : "",
                  docs.of(record, component.getName())));
    }
  }

  private static String typeName(Type type) {
    return switch (type) {
      case ParameterizedType list when list.getRawType() == List.class ->
          "list of " + typeName(list.getActualTypeArguments()[0]);
      case Class<?> one when one == String.class -> "text";
      case Class<?> one when Set.of(int.class, long.class, Integer.class).contains(one) ->
          "whole number";
      case Class<?> one when one == double.class || one == Double.class -> "number";
      case Class<?> one when one == boolean.class -> "true or false";
      case Class<?> one when one == Instant.class -> "RFC 3339 time";
      case Class<?> one when one == Duration.class -> "ISO 8601 duration";
      case Class<?> one -> "[%s](#%s)".formatted(one.getSimpleName(), anchor(one.getSimpleName()));
      default -> throw new AssertionError(type + " needs a case here");
    };
  }

  private static boolean isText(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .anyMatch(method -> method.isAnnotationPresent(JsonValue.class));
  }

  private static String written(Object constant) {
    return Json.mapper().valueToTree(constant).asText();
  }

  private static String link(String wireName) {
    return "[`%s`](#%s)".formatted(wireName, anchor(wireName));
  }

  // As GitHub makes anchors from headings.
  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replace(".", "");
  }

  private static String days(Duration duration) {
    return duration.toDays() == 1 ? "1 day" : duration.toDays() + " days";
  }

  private static Class<?>[] records() {
    return Arrays.stream(EventType.values()).map(EventType::record).toArray(Class<?>[]::new);
  }
}
