package dev.berth.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.Decoded;
import dev.berth.contracts.EventCodec;
import dev.berth.contracts.JobRequested;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobSpecReader;
import dev.berth.contracts.Json;
import dev.berth.contracts.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JobFilesTest {
  private static final Path JOBS = Path.of("jobs");

  static Stream<Path> specs() throws IOException {
    try (var files = Files.list(JOBS)) {
      return files
          .filter(file -> !file.endsWith("malformed.json"))
          .filter(file -> !file.toString().endsWith(".cloudevent.json"))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("specs")
  void isAValidSpecNamedAfterItsFile(Path file) throws IOException {
    var reading = JobSpecReader.read(Json.mapper().readTree(file.toFile()));

    assertThat(reading).isInstanceOf(JobSpecReader.Valid.class);
    assertThat(file.getFileName()).hasToString(spec(file).id() + ".json");
  }

  @ParameterizedTest
  @MethodSource("specs")
  void namesProgramsThatAreHere(Path file) throws IOException {
    var programs =
        spec(file).arguments().stream().filter(argument -> argument.startsWith("examples/"));

    assertThat(programs).allSatisfy(program -> assertThat(Path.of("..", program)).isRegularFile());
  }

  @Test
  void theStructuredEventIsTheSameRequestAsThePlainSpec() throws IOException {
    var decoded = decode("digits.cloudevent.json");

    assertThat(decoded).isInstanceOf(Decoded.Understood.class);
    assertThat(((Decoded.Understood) decoded).envelope().event())
        .isEqualTo(new JobRequested(spec(JOBS.resolve("digits.json"))));
  }

  @Test
  void theMalformedEventCannotBeRead() throws IOException {
    assertThat(decode("malformed.json")).isInstanceOf(Decoded.Unreadable.class);
  }

  private static Decoded decode(String file) throws IOException {
    byte[] value = Files.readAllBytes(JOBS.resolve(file));
    var record = new ConsumerRecord<>(Topic.REQUESTS.wireName(), 0, 0, "key", value);
    record
        .headers()
        .add(
            "content-type",
            "application/cloudevents+json".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return EventCodec.decode(record);
  }

  private static JobSpec spec(Path file) throws IOException {
    return switch (JobSpecReader.read(Json.mapper().readTree(file.toFile()))) {
      case JobSpecReader.Valid valid -> valid.spec();
      case JobSpecReader.Invalid invalid ->
          throw new AssertionError(file + ": " + invalid.violations());
    };
  }
}
