package dev.berth.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {

  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final Instant TIME = Instant.parse("2026-11-24T09:00:00Z");
  private static final Envelope<JobCancelRequested> CANCEL =
      new Envelope<>(
          new EventId("c-1"),
          "/pipelines/nightly",
          TIME,
          TRACE,
          new JobCancelRequested(new JobId("a"), "no longer wanted"));

  @Test
  void writesAttributesAsHeadersAndTheDataAsTheValue() {
    ProducerRecord<String, byte[]> record = EventCodec.encode(CANCEL);

    assertThat(record.topic()).isEqualTo("berth.requests");
    assertThat(record.key()).isEqualTo("a");
    assertThat(record.partition()).isNull();
    assertThat(new String(record.value(), StandardCharsets.UTF_8))
        .isEqualTo("{\"job\":\"a\",\"reason\":\"no longer wanted\"}");
    assertThat(headers(record.headers()))
        .isEqualTo(
            Map.of(
                "ce_specversion", "1.0",
                "ce_id", "c-1",
                "ce_source", "/pipelines/nightly",
                "ce_type", "job.cancel-requested.v1",
                "ce_subject", "a",
                "ce_time", "2026-11-24T09:00:00Z",
                "content-type", "application/json",
                "traceparent", TRACE));
  }

  @Test
  void readsBinaryMode() {
    assertThat(EventCodec.decode(received(EventCodec.encode(CANCEL))))
        .isEqualTo(new Decoded.Understood(CANCEL));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/cloudevents+json",
        "application/cloudevents+json; charset=utf-8",
        "application/cloudevents+json;charset=UTF-8"
      })
  void readsStructuredMode(String contentType) {
    assertThat(structured(contentType, "")).isEqualTo(new Decoded.Understood(CANCEL));
  }

  @Test
  void readsStructuredModeWhoseDataIsText() {
    String json =
        """
        {"specversion":"1.0","id":"c-1","source":"/p","type":"job.cancel-requested.v1",
         "datacontenttype":"application/json","data_base64":"eyJqb2IiOiJhIiwicmVhc29uIjoiIn0="}\
        """;

    assertThat(
            EventCodec.decode(record(json, Map.of("content-type", "application/cloudevents+json"))))
        .isEqualTo(
            new Decoded.Understood(
                new Envelope<>(
                    new EventId("c-1"),
                    "/p",
                    Instant.EPOCH,
                    null,
                    new JobCancelRequested(new JobId("a"), ""))));
  }

  @Test
  void takesTheTraceContextFromTheHeaderBeforeTheExtension() {
    String other = TRACE.replace('7', '8');
    var record = record(structuredJson(""), Map.of("content-type", "application/cloudevents+json"));
    record.headers().add("traceparent", other.getBytes(StandardCharsets.UTF_8));

    assertThat(understood(record).traceparent()).isEqualTo(other);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "00-xyz", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\n"})
  void ignoresATraceContextThatIsNone(String traceparent) {
    var headers = new TreeMap<>(headers("job.cancel-requested.v1"));
    headers.put("traceparent", traceparent);

    assertThat(understood(record("{\"job\":\"a\",\"reason\":\"\"}", headers)).traceparent())
        .isNull();
  }

  @Test
  void toleratesUnknownFieldsInAnEvent() {
    var event = "{\"job\":\"a\",\"reason\":\"\",\"by\":{\"name\":\"x\"}}";

    assertThat(understood(record(event, headers("job.cancel-requested.v1"))).event())
        .isEqualTo(new JobCancelRequested(new JobId("a"), ""));
  }

  @Test
  void toleratesUnknownFieldsBesideTheSpecButNotInIt() {
    String beside = "{\"spec\":{\"id\":\"a\",\"entrypoint\":\"b\"},\"note\":1}";
    String inside = "{\"spec\":{\"id\":\"a\",\"entrypoint\":\"b\",\"note\":1}}";

    assertThat(EventCodec.decode(record(beside, headers("job.requested.v1"))))
        .isInstanceOf(Decoded.Understood.class);
    assertThat(EventCodec.decode(record(inside, headers("job.requested.v1"))))
        .isInstanceOfSatisfying(
            Decoded.InvalidSpec.class,
            invalid -> {
              assertThat(invalid.cause()).isEqualTo(new EventId("c-1"));
              assertThat(invalid.refused().job()).isEqualTo(new JobId("a"));
              assertThat(invalid.refused().cause()).isEqualTo(RefusalCause.INVALID_SPEC);
              assertThat(invalid.refused().violations())
                  .extracting(Violation::field)
                  .containsExactly("note");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          job.requested.v1 | {"spec":null}                 | job.requested.v1: the spec is missing
          job.requested.v1 | {}                            | job.requested.v1: the spec is missing
          job.requested.v1 | []                            | job.requested.v1: the spec is missing
          job.requested.v1 | {"spec":{"entrypoint":"b"}}   | job.requested.v1: id is missing
          job.requested.v1 | {"spec":{"id":"A","entrypoint":"b"}} | job.requested.v1: id "A" is not a DNS label
          job.requested.v1 | {"spec":{"id":"a","id":"b"}}  | job.requested.v1: Duplicate field 'id'
          job.requested.v1 | {"spec":                      | job.requested.v1: Unexpected end-of-input
          job.cancel-requested.v1 | null                   | job.cancel-requested.v1: the data is null
          job.cancel-requested.v1 | "a"                    | job.cancel-requested.v1: Cannot construct
          job.cancel-requested.v1 | {"reason":""}          | job.cancel-requested.v1: job: is missing
          job.cancel-requested.v1 | {"job":null,"reason":""} | job.cancel-requested.v1: job: null is not allowed
          job.cancel-requested.v1 | {"job":"A","reason":""} | job.cancel-requested.v1: job: job id 'A' is not a DNS label
          job.cancel-requested.v1 | {"job":"a","reason":""} x | job.cancel-requested.v1: Unrecognized token 'x'
          job.cancel-requested.v1 | garbage                | job.cancel-requested.v1: Unrecognized token 'garbage'
          attempt.ended.v1 | {"attempt":"a-1","target":"t","ending":{"kind":"failed","reason":"r"},"ran":true,"endedAt":"2026-11-24T09:00:00Z"} | attempt.ended.v1: ending.category: is missing
          attempt.ended.v1 | {"attempt":"a-1","target":"t","ending":{"kind":"exploded"},"ran":true,"endedAt":"2026-11-24T09:00:00Z"} | attempt.ended.v1: ending: Could not resolve type id 'exploded'
          attempt.ended.v1 | {"attempt":"a-1","target":"t","ending":{"kind":"succeeded"},"endedAt":"2026-11-24T09:00:00Z"} | attempt.ended.v1: ran: is missing
          attempt.ended.v1 | {"attempt":"a-0"}             | attempt.ended.v1: attempt: attempt id 'a-0' is not <job>-<number>
          attempt.ended.v1 | {"attempt":"a-1","target":"T"} | attempt.ended.v1: target: target id 'T' is not a DNS label
          job.refused.v1   | {"job":"a","cause":"invalid-spec","violations":[null]} | job.refused.v1: violations[0]: null is not allowed
          target.observed.v1 | {"target":"t","reachable":true,"pricePerHour":1e999} | target.observed.v1: pricePerHour: Cannot deserialize value of type `java.lang.Double` from number Infinity: not a finite number
          target.observed.v1 | {"target":"t","reachable":"yes"} | target.observed.v1: reachable: Cannot coerce String value ("yes") to `boolean` value
          scaling.recommended.v1 | {"target":"t","workersRunning":1.5} | scaling.recommended.v1: workersRunning: Cannot coerce Floating-point value (1.5) to `int` value
          job.exploded.v1  | {}                            | type 'job.exploded.v1' is not known
          """)
  void namesWhatCannotBeRead(String type, String json, String reason) {
    assertThat(unreadable(record(json, headers(type)))).startsWith(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "ce_id,",
    "ce_source,",
    "ce_type,",
    "ce_specversion,",
    "ce_specversion, 7.0",
    "ce_source, not a uri",
    "ce_time, yesterday",
    "ce_id, ''"
  })
  void answersAMissingOrBrokenAttribute(String attribute, @Nullable String value) {
    var headers = new TreeMap<>(headers("job.cancel-requested.v1"));
    headers.remove(attribute);
    if (value != null) {
      headers.put(attribute, value);
    }

    assertThat(unreadable(record("{\"job\":\"a\",\"reason\":\"\"}", headers))).isNotBlank();
  }

  @Test
  void answersARecordWithoutValue() {
    assertThat(unreadable(record(null, headers("job.requested.v1"))))
        .isEqualTo("the record has no value");
  }

  @Test
  void answersARecordWithoutHeaders() {
    assertThat(unreadable(record("{}", Map.of()))).startsWith("not a CloudEvent");
  }

  @Test
  void answersAStructuredEventThatIsNoJson() {
    var record = record("{\"spec", Map.of("content-type", "application/cloudevents+json"));

    assertThat(unreadable(record)).startsWith("not a CloudEvent");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ce_id", "ce_source", "ce_type", "content-type"})
  void answersAHeaderWithoutValue(String header) {
    var record = record("{\"job\":\"a\",\"reason\":\"\"}", headers("job.cancel-requested.v1"));
    record.headers().remove(header).add(new RecordHeader(header, (byte[]) null));

    assertThat(unreadable(record)).startsWith("not a CloudEvent");
  }

  @Test
  void answersAnEmptyValue() {
    assertThat(unreadable(record("", headers("job.cancel-requested.v1")))).isNotBlank();
    assertThat(unreadable(record("", headers("job.requested.v1")))).isNotBlank();
  }

  @Test
  void answersDeepNesting() {
    String deep = "{\"spec\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

    assertThat(unreadable(record(deep, headers("job.requested.v1"))))
        .contains("nesting depth (101) exceeds the maximum allowed (100");
  }

  @Test
  void keepsAReasonShortHoweverLongTheRecordIs() {
    String huge = "x".repeat(900_000);

    assertThat(unreadable(record("{\"job\":\"" + huge + "\"}", headers("job.cancel-requested.v1"))))
        .hasSizeLessThanOrEqualTo(Decoded.Unreadable.MAXIMUM_REASON);
    assertThat(unreadable(record("{}", headers("job." + huge))))
        .hasSizeLessThanOrEqualTo(Decoded.Unreadable.MAXIMUM_REASON);
  }

  @Test
  void refusesAnEventIdThatIsTooLong() {
    var headers = new TreeMap<>(headers("job.cancel-requested.v1"));
    headers.put("ce_id", "x".repeat(201));

    assertThat(unreadable(record("{\"job\":\"a\",\"reason\":\"\"}", headers)))
        .contains("is not 1 to 200 characters");
  }

  @Test
  void carriesTextThatIsNoUnicodeThrough() {
    var event = "{\"job\":\"a\",\"reason\":\"\\ud800\"}";
    var read = understood(record(event, headers("job.cancel-requested.v1")));

    assertThat(understood(received(EventCodec.encode(read)))).isEqualTo(read);
  }

  @Test
  void neverWritesANumberThatIsNone() {
    var observed =
        new TargetObserved(new TargetId("t"), true, null, null, Duration.ZERO, Double.NaN, 0, TIME);

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> EventCodec.bytes(observed))
        .withStackTraceContaining("NaN is not a finite number");
  }

  @Test
  void writesTheSameBytesWhateverTheOrderOfTheEnvironment() {
    var spec = "{\"spec\":{\"id\":\"a\",\"entrypoint\":\"b\",\"environment\":{%s}}}";
    var one =
        understood(record(spec.formatted("\"B\":\"2\",\"A\":\"1\""), headers("job.requested.v1")));
    var other =
        understood(record(spec.formatted("\"A\":\"1\",\"B\":\"2\""), headers("job.requested.v1")));

    assertThat(EventCodec.bytes(one.event())).isEqualTo(EventCodec.bytes(other.event()));
  }

  private static Decoded structured(String contentType, String more) {
    return EventCodec.decode(record(structuredJson(more), Map.of("content-type", contentType)));
  }

  private static String structuredJson(String more) {
    return """
    {"specversion":"1.0","id":"c-1","source":"/pipelines/nightly","type":"job.cancel-requested.v1",
     "time":"2026-11-24T09:00:00Z","datacontenttype":"application/json","traceparent":"%s",%s
     "data":{"job":"a","reason":"no longer wanted"}}\
    """
        .formatted(TRACE, more);
  }

  private static Envelope<?> understood(ConsumerRecord<String, byte[]> record) {
    return switch (EventCodec.decode(record)) {
      case Decoded.Understood understood -> understood.envelope();
      case Decoded.InvalidSpec invalid -> throw new AssertionError(invalid.refused());
      case Decoded.Unreadable unreadable -> throw new AssertionError(unreadable.reason());
    };
  }

  private static String unreadable(ConsumerRecord<String, byte[]> record) {
    return switch (EventCodec.decode(record)) {
      case Decoded.Understood understood -> throw new AssertionError(understood.envelope());
      case Decoded.InvalidSpec invalid -> throw new AssertionError(invalid.refused());
      case Decoded.Unreadable unreadable -> unreadable.reason();
    };
  }

  private static Map<String, String> headers(String type) {
    return Map.of(
        "ce_specversion", "1.0",
        "ce_id", "c-1",
        "ce_source", "/pipelines/nightly",
        "ce_type", type,
        "content-type", "application/json");
  }

  private static Map<String, String> headers(Iterable<Header> headers) {
    Map<String, String> read = new TreeMap<>();
    headers.forEach(h -> read.put(h.key(), new String(h.value(), StandardCharsets.UTF_8)));
    return read;
  }

  private static ConsumerRecord<String, byte[]> record(
      @Nullable String value, Map<String, String> headers) {
    byte[] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
    ConsumerRecord<String, byte[]> record =
        new ConsumerRecord<>("berth.requests", 0, 0, "a", bytes);
    headers.forEach(
        (name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    return record;
  }

  static ConsumerRecord<String, byte[]> received(ProducerRecord<String, byte[]> sent) {
    ConsumerRecord<String, byte[]> record =
        new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), sent.value());
    sent.headers().forEach(header -> record.headers().add(header));
    return record;
  }
}
