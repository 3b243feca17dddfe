package dev.berth.contracts;

/** What stands in {@code docs/events.md} between the tables. */
final class EventsProse {

  private EventsProse() {}

  static String beforeTheTopics() {
    return """
    # Events

    Made by `./mvnw -pl contracts test -Dberth.docs.update=true` from the records, their Javadoc, the schema and the samples in
    `contracts/`; edit those instead.

    ## Topics

    """;
  }

  static String afterTheTopics() {
    return """

    The key is the job's id on the four job topics, so that one job is one partition on all of them, and the target's id on
    `%s` and `%s`. Records are at most %,d bytes.

    ## How an event travels

    As a [CloudEvent](https://github.com/cloudevents/spec) 1.0 in Kafka's binary mode: its attributes are headers, the value is
    its data in JSON. Requests are read in structured mode, too: the header `content-type: application/cloudevents+json`, and
    the whole event as the value.

    | header | value |
    |---|---|
    | `ce_specversion` | `1.0` |
    | `ce_id` | the event's id, of 1 to 200 characters. The same id and source again is the same fact again: what is caused by an event derives its id from it, so a repeat repeats the id |
    | `ce_source` | who wrote it, a URI reference such as `/berth/advisor` |
    | `ce_type` | one of the types below, with its version |
    | `ce_subject` | the key |
    | `ce_time` | when it was written, RFC 3339; not said, 1970-01-01T00:00:00Z is taken |
    | `content-type` | `application/json` |
    | `%s` | the W3C trace context; in structured mode the extension attribute of that name serves as well. What is no trace context is ignored |

    A reader tolerates fields that it does not know, except in a requested job's spec, where an unknown field is refused by name.
    A field that is not called optional is always there; a record without it cannot be read. Only in a spec, what is empty is left out.
    Additions keep a type's version.

    ### What cannot be read

    It goes to `%s`: key, value and headers byte for byte, and these headers besides.

    | header | value |
    |---|---|
    | `%s` | why it could not be read, at most %,d characters |
    | `%s` | the topic that it stood on |
    | `%s` | the partition, in decimal |
    | `%s` | the offset, in decimal |
    | `%s` | which service could not read it |

    A requested job whose spec is wrong and whose id can be read is answered by [`job.refused.v1`](#jobrefusedv1) instead.

    ## The events
    """
        .formatted(
            Topic.TARGETS.wireName(),
            Topic.SCALING.wireName(),
            Topic.MAXIMUM_MESSAGE_BYTES,
            EventCodec.TRACEPARENT,
            Topic.DEAD_LETTERS.wireName(),
            DeadLetters.REASON,
            Decoded.Unreadable.MAXIMUM_REASON,
            DeadLetters.TOPIC,
            DeadLetters.PARTITION,
            DeadLetters.OFFSET,
            DeadLetters.SERVICE);
  }

  static String beforeTheSpec() {
    return """
    The schema is [`%s`](../contracts/src/main/resources/%s). A spec is at most %,d bytes as JSON.

    """
        .formatted(JobSpecSchema.RESOURCE, JobSpecSchema.RESOURCE, SpecSize.MAXIMUM_BYTES);
  }
}
