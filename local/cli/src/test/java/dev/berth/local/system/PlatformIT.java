package dev.berth.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.contracts.Decision;
import dev.berth.contracts.Json;
import dev.berth.local.cli.Ran;
import dev.berth.local.platform.Part;
import dev.berth.local.platform.Place;
import dev.berth.local.platform.ProcessMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One platform that is up, and what people ask of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class PlatformIT {

  /** Of the table of targets: name, most attempts twice. */
  private static final String ROW =
      "%s +virtual-machines +process +yes +20[-0-9]+T[:0-9]+Z +[0-%d]/%d ";

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String EXAMPLES = Program.HOME.resolve("examples/jobs").toString();

  @TempDir private static Path folder;
  private Place place;

  @BeforeAll
  void up() throws InterruptedException {
    place = new Place(folder.resolve("platform"));
    Program up = Program.run(folder, "up", "--detach", "--data", data(), "--ports", "free");
    assertThat(up.code()).as(up.said()).isZero();
  }

  @AfterAll
  void down() throws InterruptedException {
    List<ProcessMark> parts =
        Arrays.stream(Part.values()).flatMap(part -> place.pidFile(part).read().stream()).toList();

    Program down = Program.run(folder, "down", "--jobs", "--data", data());

    assertThat(down.code()).as(down.said()).isZero();
    assertThat(parts).hasSize(5).noneMatch(ProcessMark::lives);
    assertThat(berth("jobs").code()).isEqualTo(3);
  }

  @Test
  void runsAJobAndTellsAllAboutIt() throws IOException {
    Path spec = spec("told", "echo", "hello from a job");

    JsonNode sent = json("submit", spec.toString());
    assertThat(sent.path("job").asText()).isEqualTo("told");
    assertThat(berth("submit", spec.toString()).code()).isZero();

    awaitPhase("told", "succeeded");
    assertThat(berth("jobs", "--phase", "succeeded").said())
        .containsPattern("told +succeeded +1 +pool-[abc] ");
    assertThat(berth("job", "told").said()).containsPattern("told-1 +pool-[abc] +20.*succeeded");
    assertThat(berth("job", "told").said()).containsPattern("cost: [0-9.]+ USD so far");
    JsonNode told = json("job", "told");
    assertThat(told.at("/attempts/0/cost/pricePerHour").asDouble()).isBetween(0.10, 0.15);
    assertThat(told.at("/cost/whole").asBoolean()).isTrue();
    assertThat(berth("logs", "told").said()).isEqualTo("hello from a job\n");
    assertThat(berth("events", "told").said())
        .contains("told is requested", "told-1 is placed on", "told succeeded with told-1");
    assertThat(berth("events", "told", "--follow").said()).contains("told succeeded with told-1");
    assertThat(berth("explain", "told").said()).startsWith("told-1 runs on pool-");
    Decision decision =
        Json.mapper().readValue(berth("explain", "told-1", "-o", "json").said(), Decision.class);
    assertThat(decision.attempt()).hasToString("told-1");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(berth("trace", "told").said())
                .contains("berth-cli: request", "berth-advisor: decide 1", "submit 1"));
  }

  @Test
  void endsAJobThatIsCancelled() throws IOException {
    berth("submit", spec("long", "sleep", "600").toString());
    awaitPhase("long", "running");

    assertThat(berth("cancel", "long", "--reason", "seen enough").said())
        .isEqualTo("cancellation of long is requested\n");

    awaitPhase("long", "cancelled");
    assertThat(berth("events", "long", "--follow").said()).contains("seen enough");
  }

  @Test
  void keepsWhatNobodyCanRead() throws IOException {
    Path malformed = Path.of(EXAMPLES, "malformed.json");

    assertThat(berth("submit", malformed.toString()).code()).isEqualTo(5);
    assertThat(berth("submit", "--raw", malformed.toString()).code()).isZero();

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          JsonNode letters = json("dead-letters");
          assertThat(letters.isEmpty()).isFalse();
          assertThat(Base64.getDecoder().decode(letters.get(0).path("value").asText()))
              .isEqualTo(Files.readAllBytes(malformed));
        });
    assertThat(berth("dead-letters").said()).contains("berth.requests-", "advisor", "134");
  }

  @Test
  void decidesAFileWithoutConsequences() {
    Ran dry = berth("explain", EXAMPLES + "/failing.json");

    assertThat(dry.said()).startsWith("failing-1 runs on pool-");
    assertThat(berth("job", "failing").code()).isEqualTo(4);
  }

  @Test
  void listsItsTargets() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(berth("targets").said())
                .containsPattern(ROW.formatted("pool-a", 4, 4))
                .containsPattern(ROW.formatted("pool-c", 2, 2)));
  }

  @Test
  void saysThatAJobIsUnknown() {
    for (String command : List.of("job", "events", "logs", "explain", "cancel", "trace")) {
      Ran asked = berth(command, "nobody");

      assertThat(asked.code()).as(command + ": " + asked.said()).isEqualTo(4);
      assertThat(asked.said()).contains("nobody");
    }
  }

  @Test
  void isNotStartedTwice() throws InterruptedException {
    Program again = Program.run(folder, "up", "--detach", "--data", data(), "--ports", "free");

    assertThat(again.code()).isEqualTo(1);
    assertThat(again.said()).contains("already up in " + place.path());
    assertThat(parts()).hasSize(5);
  }

  private void awaitPhase(String job, String phase) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(json("job", job).path("phase").asText()).isEqualTo(phase));
  }

  private Path spec(String job, String program, String argument) throws IOException {
    return Files.writeString(
        folder.resolve(job + ".json"),
        """
        {"id": "%s", "runtime": "command", "entrypoint": "%s", "arguments": ["%s"],
         "resources": {"cpus": 1, "memoryMiB": 64}}
        """
            .formatted(job, program, argument));
  }

  private JsonNode json(String... arguments) throws IOException {
    Ran ran =
        berth(
            Stream.concat(Arrays.stream(arguments), Stream.of("--output", "json"))
                .toArray(String[]::new));
    assertThat(ran.code()).as(ran.said()).isZero();
    return Json.mapper().readTree(ran.said());
  }

  /** Within this process: what is tested here is the platform, not how a JVM starts. */
  private Ran berth(String... arguments) {
    return Ran.berth(
        Stream.concat(Arrays.stream(arguments), Stream.of("--data", data()))
            .toArray(String[]::new));
  }

  private List<ProcessHandle> parts() {
    return Arrays.stream(Part.values())
        .flatMap(part -> place.pidFile(part).process().stream())
        .toList();
  }

  private String data() {
    return place.path().toString();
  }
}
