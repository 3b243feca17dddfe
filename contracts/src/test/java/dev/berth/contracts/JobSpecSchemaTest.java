package dev.berth.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Holds the schema and the records against each other, so that neither has what the other lacks.
 */
class JobSpecSchemaTest {

  private static final Map<Type, String> KINDS =
      Map.ofEntries(
          Map.entry(JobId.class, "string"),
          Map.entry(TargetId.class, "string"),
          Map.entry(String.class, "string"),
          Map.entry(Duration.class, "string"),
          Map.entry(Instant.class, "string"),
          Map.entry(int.class, "integer"),
          Map.entry(Integer.class, "integer"),
          Map.entry(long.class, "integer"),
          Map.entry(double.class, "number"),
          Map.entry(Double.class, "number"),
          Map.entry(boolean.class, "boolean"));

  private final JsonNode schema = tree(JobSpecReader.text());

  @Test
  void hasThePropertiesOfTheRecords() {
    assertSameFields("", JobSpec.class, schema);
  }

  @Test
  void describesEveryField() {
    List<String> undescribed = new ArrayList<>();
    walk(
        "",
        schema,
        (path, node) -> {
          if (node.has("type") && node.path("description").asText().isBlank()) {
            undescribed.add(path);
          }
        });

    assertThat(undescribed).isEmpty();
  }

  @Test
  void saysInWordsWhatAPatternMeans() {
    List<String> untitled = new ArrayList<>();
    walk(
        "",
        schema,
        (path, node) -> {
          if ((node.has("pattern") || node.has("format"))
              && node.path("title").asText().isBlank()) {
            untitled.add(path);
          }
        });

    assertThat(untitled).isEmpty();
  }

  @Test
  void boundsEveryNumberTextAndList() {
    List<String> unbounded = new ArrayList<>();
    walk(
        "",
        schema,
        (path, node) -> {
          List<String> bounds =
              switch (node.path("type").asText()) {
                case "integer" -> List.of("minimum", "maximum");
                case "number" -> List.of("maximum");
                case "array" -> List.of("maxItems");
                default -> List.of();
              };
          bounds.stream().filter(bound -> !node.has(bound)).forEach(bound -> unbounded.add(path));
        });

    assertThat(unbounded).isEmpty();
  }

  @Test
  void sharesTheJobIdsPattern() {
    assertThat(schema.at("/properties/id/pattern").asText()).isEqualTo("^" + JobId.PATTERN + "$");
  }

  @Test
  void namesTheBudgetsThatHoldIfNothingIsSaid() {
    for (FailureCategory category : FailureCategory.values()) {
      RetryBudget budget = RetryBudget.defaultOf(category);

      assertThat(schema.at("/properties/budgets/description").asText())
          .contains(
              "%s %d (%s to %s)"
                  .formatted(
                      category, budget.retries(), budget.backoff(), budget.maximumBackoff()));
    }
  }

  @Test
  void namesTheDefaultsThatTheRecordsFillIn() throws ReflectiveOperationException {
    JobSpec least =
        Json.mapper().convertValue(tree("{\"id\":\"a\",\"entrypoint\":\"b\"}"), JobSpec.class);
    assertDefaults(least, schema);
    assertDefaults(Constraints.NONE, schema.at("/properties/constraints"));
  }

  private static void assertDefaults(Record filledIn, JsonNode object)
      throws ReflectiveOperationException {
    for (RecordComponent component : filledIn.getClass().getRecordComponents()) {
      String name = component.getName();
      JsonNode property = object.path("properties").path(name);
      Object value = component.getAccessor().invoke(filledIn);
      boolean required = texts(object.path("required")).contains(name);
      if (nullable(component) || required) {
        assertThat(property.has("default")).as("default of %s", name).isFalse();
      } else {
        Object said =
            Json.mapper()
                .convertValue(
                    property.path("default"),
                    Json.mapper().constructType(component.getGenericType()));
        assertThat(said).as("default of %s", name).isEqualTo(value);
      }
    }
  }

  private void assertSameFields(String path, Type type, JsonNode node) {
    switch (type) {
      case ParameterizedType generic when generic.getRawType() == List.class -> {
        assertThat(node.path("type").asText()).as(path).isEqualTo("array");
        assertSameFields(path + "[]", generic.getActualTypeArguments()[0], node.path("items"));
      }
      case ParameterizedType generic when generic.getRawType() == Map.class -> {
        assertThat(node.path("type").asText()).as(path).isEqualTo("object");
        Type[] arguments = generic.getActualTypeArguments();
        if (arguments[0] instanceof Class<?> key && key.isEnum()) {
          assertThat(texts(node.path("propertyNames").path("enum"))).isEqualTo(written(key));
        }
        assertSameFields(path + ".*", arguments[1], node.path("additionalProperties"));
      }
      case Class<?> one when KINDS.containsKey(one) ->
          assertThat(node.path("type").asText()).as(path).isEqualTo(KINDS.get(one));
      case Class<?> one when one.isEnum() ->
          assertThat(texts(node.path("enum"))).as(path).isEqualTo(written(one));
      case Class<?> one when one.isRecord() -> assertSameRecord(path, one, node);
      default -> throw new AssertionError(path + ": " + type + " is not a type of a spec");
    }
  }

  private void assertSameRecord(String path, Class<?> record, JsonNode node) {
    List<String> names =
        Arrays.stream(record.getRecordComponents()).map(RecordComponent::getName).toList();
    assertThat(node.path("type").asText()).as(path).isEqualTo("object");
    assertThat(names(node.path("properties"))).as(path).isEqualTo(names);
    assertThat(node.path("additionalProperties")).as(path).isEqualTo(tree("false"));
    if (!record.isAnnotationPresent(JsonInclude.class)) {
      assertThat(texts(node.path("required")))
          .as("required of %s", path)
          .isEqualTo(
              Arrays.stream(record.getRecordComponents())
                  .filter(component -> !nullable(component))
                  .map(RecordComponent::getName)
                  .toList());
    }
    for (RecordComponent component : record.getRecordComponents()) {
      assertSameFields(
          path + '.' + component.getName(),
          component.getGenericType(),
          node.path("properties").path(component.getName()));
    }
  }

  @FunctionalInterface
  private interface Visitor {
    void visit(String path, JsonNode node);
  }

  private static void walk(String path, JsonNode node, Visitor visitor) {
    visitor.visit(path, node);
    node.path("properties")
        .properties()
        .forEach(field -> walk(path + '.' + field.getKey(), field.getValue(), visitor));
    for (String part : List.of("items", "additionalProperties", "propertyNames")) {
      if (node.path(part).isObject()) {
        walk(path + '.' + part, node.path(part), visitor);
      }
    }
  }

  private static boolean nullable(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private static List<String> written(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> Json.mapper().valueToTree(constant).asText())
        .toList();
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(element -> texts.add(element.asText()));
    return texts;
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static JsonNode tree(String json) {
    try {
      return Json.mapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }
}
