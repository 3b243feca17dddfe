package dev.berth.targets.slurm.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobSpecReader;
import dev.berth.contracts.Json;
import dev.berth.targets.api.FleetFile;
import dev.berth.targets.api.NativeForm;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * One folder a case: a fleet file with one target, a job, and what it comes to, either a batch
 * script or a refusal. Made anew by {@code ./mvnw -pl targets/slurm test -Dberth.docs.update=true};
 * read the difference.
 */
class GoldenScriptsTest {

  private static final Path CASES = Path.of("src/test/resources/golden");
  private static final String TRACEPARENT =
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

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
    NativeForm form = render(folder);
    String name =
        switch (form) {
          case NativeForm.Rendered _ -> "batch.sh";
          case NativeForm.Unfit _ -> "unfit.txt";
        };
    String text =
        switch (form) {
          case NativeForm.Rendered rendered -> rendered.documents().getFirst().content();
          case NativeForm.Unfit unfit -> unfit.reason() + '\n';
        };
    if (Boolean.getBoolean("berth.docs.update")) {
      Files.writeString(folder.resolve(name), text);
    }
    assertThat(folder.resolve(name)).hasContent(text);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("fleet.yaml", "job.json", name);
    }
  }

  private static NativeForm render(Path folder) throws Exception {
    Target target = FleetFile.read(folder.resolve("fleet.yaml")).targets().getFirst();
    JobSpec spec =
        switch (JobSpecReader.read(
            Json.mapper().readTree(Files.readString(folder.resolve("job.json"))))) {
          case JobSpecReader.Valid valid -> valid.spec();
          case JobSpecReader.Invalid invalid -> throw new AssertionError(invalid);
        };
    return PrintedForm.of(target, new Submission(spec.id().attempt(2), spec, true, TRACEPARENT));
  }
}
