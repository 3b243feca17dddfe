package dev.berth.local.traces;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Spans as OTLP carries them, and as they are kept. */
public final class Otlp {

  private static final String SERVICE_NAME = "service.name";

  private Otlp() {}

  /** What an exporter sent, as it is kept. */
  public static List<KeptSpan> read(ExportTraceServiceRequest request) {
    return request.getResourceSpansList().stream()
        .flatMap(resource ->
            resource.getScopeSpansList().stream()
                .flatMap(scope -> scope.getSpansList().stream())
                .map(span -> kept(span, service(resource.getResource()))))
        .toList();
  }

  /** A span as an exporter sends it. */
  public static ExportTraceServiceRequest write(KeptSpan kept, Span.SpanKind kind) {
    Span.Builder span =
        Span.newBuilder()
            .setTraceId(bytes(kept.trace()))
            .setSpanId(bytes(kept.id()))
            .setName(kept.name())
            .setKind(kind)
            .setStartTimeUnixNano(kept.startNanos())
            .setEndTimeUnixNano(kept.endNanos());
    String parent = kept.parent();
    if (parent != null) {
      span.setParentSpanId(bytes(parent));
    }
    kept.attributes().forEach((key, value) -> span.addAttributes(attribute(key, value)));
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(
                    Resource.newBuilder().addAttributes(attribute(SERVICE_NAME, kept.service())))
                .addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
        .build();
  }

  private static KeptSpan kept(Span span, String service) {
    return new KeptSpan(
        hex(span.getTraceId()),
        hex(span.getSpanId()),
        span.getParentSpanId().isEmpty() ? null : hex(span.getParentSpanId()),
        service,
        span.getName(),
        span.getStartTimeUnixNano(),
        span.getEndTimeUnixNano(),
        error(span.getStatus()),
        attributes(span.getAttributesList()),
        span.getLinksList().stream().map(link -> hex(link.getSpanId())).toList());
  }

  private static @Nullable String error(Status status) {
    return status.getCode() == Status.StatusCode.STATUS_CODE_ERROR ? status.getMessage() : null;
  }

  private static String service(Resource resource) {
    return attributes(resource.getAttributesList()).getOrDefault(SERVICE_NAME, "unknown");
  }

  private static Map<String, String> attributes(List<KeyValue> attributes) {
    Map<String, String> texts = new TreeMap<>();
    attributes.forEach(attribute -> texts.put(attribute.getKey(), text(attribute.getValue())));
    return texts;
  }

  private static String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
      case INT_VALUE -> Long.toString(value.getIntValue());
      case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
      case BYTES_VALUE -> hex(value.getBytesValue());
      case ARRAY_VALUE ->
          value.getArrayValue().getValuesList().stream()
              .map(Otlp::text)
              .collect(Collectors.joining(","));
      case KVLIST_VALUE -> attributes(value.getKvlistValue().getValuesList()).toString();
      case VALUE_NOT_SET -> "";
    };
  }

  private static KeyValue attribute(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static ByteString bytes(String hex) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex));
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
