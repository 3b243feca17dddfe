package dev.berth.local.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.contracts.Decoded;
import dev.berth.contracts.EventCodec;
import dev.berth.contracts.JobRequested;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class RequestTest {

  private static final Path JOBS = Path.of("../../examples/jobs");

  @Test
  void writesASpecInBinaryModeUnderItsJob() throws IOException {
    Request request = Request.checked(example("digits.json"));

    assertThat(request.record().key()).isEqualTo("digits");
    assertThat(request.record().topic()).isEqualTo("berth.requests");
    assertThat(request.record().headers().lastHeader("ce_type")).isNotNull();
    Decoded.Understood understood = understood(request.record());
    assertThat(understood.envelope().event())
        .isEqualTo(new JobRequested(example("digits.json").spec()));
    assertThat(understood.envelope().traceparent()).isEqualTo(request.traceparent().toString());
  }

  @Test
  void writesACloudEventByteForByte() throws IOException {
    Input input = example("digits.cloudevent.json");

    Request request = Request.checked(input);

    assertThat(request.record().value()).isEqualTo(input.bytes());
    assertThat(request.record().key()).isEqualTo("digits");
    assertThat(understood(request.record()).envelope().traceparent())
        .isEqualTo(request.traceparent().toString());
  }

  @Test
  void beginsATraceOfItsOwnEachTime() throws IOException {
    assertThat(Request.checked(example("digits.json")).traceparent())
        .isNotEqualTo(Request.checked(example("digits.json")).traceparent());
  }

  @Test
  void refusesBytesThatAreNoJsonAndSaysWhere() {
    assertThatThrownBy(() -> Request.checked(example("malformed.json")))
        .isInstanceOfSatisfying(
            Complaint.class, e -> assertThat(e.code()).isEqualTo(ExitCode.INVALID))
        .hasMessageContaining("malformed.json is not JSON at line 1, column 134");
  }

  @Test
  void refusesWhatFollowsTheJson() {
    assertThatThrownBy(() -> Request.checked(text("{\"id\":\"a\",\"entrypoint\":\"b\"} {}")))
        .isInstanceOf(Complaint.class)
        .hasMessageContaining("is not JSON");
  }

  @Test
  void namesEveryBreachOfASpec() {
    assertThatThrownBy(
            () -> Request.checked(text("{\"id\":\"a\",\"gpus\":4,\"resources\":{\"cpus\":-1}}")))
        .isInstanceOf(Complaint.class)
        .hasMessageContaining("entrypoint")
        .hasMessageContaining("gpus")
        .hasMessageContaining("cpus");
  }

  @Test
  void writesBytesThatNobodyCheckedAsTheyAre() throws IOException {
    Input input = example("malformed.json");

    Request request = Request.unchecked(input);

    assertThat(request.record().value()).isEqualTo(input.bytes());
    assertThat(EventCodec.decode(consumed(request.record())))
        .isInstanceOf(Decoded.Unreadable.class);
  }

  private static Input example(String name) throws IOException {
    return Input.read(JOBS.resolve(name).toString());
  }

  private static Input text(String json) {
    return new Input("test", json.getBytes(StandardCharsets.UTF_8));
  }

  private static Decoded.Understood understood(ProducerRecord<String, byte[]> record) {
    return (Decoded.Understood) EventCodec.decode(consumed(record));
  }

  private static ConsumerRecord<String, byte[]> consumed(ProducerRecord<String, byte[]> record) {
    var consumed = new ConsumerRecord<>(record.topic(), 0, 0, record.key(), record.value());
    record.headers().forEach(consumed.headers()::add);
    return consumed;
  }
}
