package dev.berth.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.contracts.fixtures.JsonTypes;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The samples are the contract: whoever reads them reads what is on the topics. */
class SampleTest {

  static List<Sample> samples() {
    return Sample.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void readsIntoItsRecordAndIsWrittenTheSame(Sample sample) {
    assertThat(Sample.written(sample.event())).isEqualTo(sample.text());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void toleratesAFieldOfALaterVersion(Sample sample) throws JsonProcessingException {
    ObjectNode later = (ObjectNode) Json.mapper().readTree(sample.text());
    later.putObject("fieldOfALaterVersion").put("a", 1);

    assertThat(Json.mapper().treeToValue(later, sample.type().record())).isEqualTo(sample.event());
  }

  @ParameterizedTest
  @EnumSource
  void everyVariantOfEveryEventHasItsSample(EventType type) {
    assertThat(Sample.of(type))
        .extracting(Sample::variant)
        .containsExactlyInAnyOrderElementsOf(variants(type));
  }

  @Test
  void everyComponentOfEveryRecordStandsInSomeSample() {
    Set<String> seen = new HashSet<>();
    Sample.all().forEach(sample -> collect(sample.event(), seen));

    for (Class<?> type : JsonTypes.reachableFrom(records())) {
      if (type.isRecord()) {
        for (RecordComponent component : type.getRecordComponents()) {
          assertThat(seen).contains(type.getSimpleName() + '.' + component.getName());
        }
      }
    }
  }

  @Test
  void theSpecsInSamplesKeepTheSchema() throws JsonProcessingException {
    for (Sample sample : Sample.all()) {
      var spec = Json.mapper().readTree(sample.text()).path("spec");
      if (!spec.isMissingNode()) {
        assertThat(JobSpecReader.read(spec)).isInstanceOf(JobSpecReader.Valid.class);
      }
    }
  }

  private static Set<String> variants(EventType type) {
    if (type == EventType.TARGET_OBSERVED) {
      return Set.of("reachable", "unreachable");
    }
    for (RecordComponent component : type.record().getRecordComponents()) {
      JsonSubTypes subTypes = component.getType().getAnnotation(JsonSubTypes.class);
      if (subTypes != null) {
        Set<String> names = new LinkedHashSet<>();
        Arrays.stream(subTypes.value()).forEach(subType -> names.add(subType.name()));
        assertThat(names).hasSameSizeAs(component.getType().getPermittedSubclasses());
        return names;
      }
      if (component.getType() == RefusalCause.class) {
        Set<String> names = new LinkedHashSet<>();
        for (RefusalCause cause : RefusalCause.values()) {
          names.add(Json.mapper().valueToTree(cause).asText());
        }
        return names;
      }
    }
    return Set.of("");
  }

  private static void collect(@Nullable Object value, Set<String> seen) {
    switch (value) {
      case Record record -> {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
          Object part = part(record, component);
          boolean empty =
              part == null
                  || (part instanceof List<?> list && list.isEmpty())
                  || (part instanceof Map<?, ?> map && map.isEmpty());
          if (!empty) {
            seen.add(record.getClass().getSimpleName() + '.' + component.getName());
            collect(part, seen);
          }
        }
      }
      case List<?> list -> list.forEach(element -> collect(element, seen));
      case Map<?, ?> map -> map.values().forEach(element -> collect(element, seen));
      case null, default -> {}
    }
  }

  private static @Nullable Object part(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(component.toString(), e);
    }
  }

  private static Class<?>[] records() {
    return Arrays.stream(EventType.values()).map(EventType::record).toArray(Class<?>[]::new);
  }
}
