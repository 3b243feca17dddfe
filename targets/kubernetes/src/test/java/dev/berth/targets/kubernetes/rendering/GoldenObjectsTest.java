package dev.berth.targets.kubernetes.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobSpecReader;
import dev.berth.contracts.Json;
import dev.berth.targets.api.FleetFile;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.Target;
import dev.berth.targets.kubernetes.dialect.Dialects;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * One folder a case: a fleet file with one target, a job, and what it comes to, either objects or a
 * refusal. Made anew by {@code ./mvnw -pl targets/kubernetes test -Dberth.docs.update=true}; read
 * the difference.
 */
class GoldenObjectsTest {

  private static final Path CASES = Path.of("src/test/resources/golden");
  private static final String TRACEPARENT =
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private static final KubernetesSerialization KUBERNETES = new KubernetesSerialization();
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .build();

  @TestFactory
  List<DynamicTest> rendersEveryCaseAsItsFolderSays() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> folders = Files.list(CASES)) {
      for (Path folder : folders.sorted().toList()) {
        tests.add(DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)));
      }
    }
    assertThat(tests).hasSizeGreaterThan(10);
    return tests;
  }

  private static void check(Path folder) throws Exception {
    Rendered rendered = render(folder);
    String name =
        switch (rendered) {
          case Rendered.Objects _ -> "objects.yaml";
          case Rendered.Unfit _ -> "unfit.txt";
        };
    String text =
        switch (rendered) {
          case Rendered.Objects objects -> yaml(objects);
          case Rendered.Unfit unfit -> unfit.reason() + '\n';
        };
    if (Boolean.getBoolean("berth.docs.update")) {
      Files.writeString(folder.resolve(name), text);
    }
    assertThat(folder.resolve(name)).hasContent(text);
    assertThat(files(folder)).containsExactlyInAnyOrder("fleet.yaml", "job.json", name);
  }

  private static Rendered render(Path folder) throws Exception {
    Target target = FleetFile.read(folder.resolve("fleet.yaml")).targets().getFirst();
    JobSpec spec =
        switch (JobSpecReader.read(
            Json.mapper().readTree(Files.readString(folder.resolve("job.json"))))) {
          case JobSpecReader.Valid valid -> valid.spec();
          case JobSpecReader.Invalid invalid -> throw new AssertionError(invalid);
        };
    return new Rendering(
            target, Dialects.named(target.dialect()).orElseThrow(), ClusterSettings.of(target))
        .render(new Submission(spec.id().attempt(2), spec, true, TRACEPARENT));
  }

  private static String yaml(Rendered.Objects objects) throws IOException {
    StringBuilder text = new StringBuilder();
    for (HasMetadata object :
        Stream.concat(Stream.of(objects.main()), objects.beside().stream()).toList()) {
      JsonNode json = Json.mapper().readTree(KUBERNETES.asJson(object));
      StrictModels.read(json);
      text.append(YAML.writeValueAsString(Json.mapper().convertValue(json, Object.class)));
    }
    return text.toString();
  }

  private static List<String> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
