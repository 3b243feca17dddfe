package dev.berth.advisor.kafka;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.berth.contracts.Decision;
import dev.berth.contracts.DecisionEvent;
import dev.berth.contracts.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Decisions as JSON, byte for byte as {@link Json#mapper} writes them. Nine tenths of it are the
 * candidates and the reasons, which are the same lists for all jobs of one need; they are written
 * once and kept. For one thread.
 */
final class DecisionJson {

  private static final int MAXIMUM_KEPT_CHARACTERS = 4 << 20;

  private final IdentityHashMap<List<?>, SerializableString> kept = new IdentityHashMap<>();
  private final JsonMapper mapper =
      Json.mapper().rebuild().addModule(new SimpleModule().addSerializer(new OfDecision())).build();
  private int keptCharacters;

  byte[] of(DecisionEvent event) {
    try {
      return mapper.writeValueAsBytes(event);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a decision could not be written as JSON", e);
    }
  }

  private SerializableString written(List<?> list) throws IOException {
    SerializableString known = kept.get(list);
    if (known != null) {
      return known;
    }
    SerializedString json = new SerializedString(Json.mapper().writeValueAsString(list));
    if (keptCharacters + json.charLength() > MAXIMUM_KEPT_CHARACTERS) {
      kept.clear();
      keptCharacters = 0;
    }
    kept.put(list, json);
    keptCharacters += json.charLength();
    return json;
  }

  private final class OfDecision extends StdSerializer<Decision> {

    private static final long serialVersionUID = 1L;

    OfDecision() {
      super(Decision.class);
    }

    @Override
    public void serialize(Decision decision, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeStartObject();
      provider.defaultSerializeField("attempt", decision.attempt(), json);
      json.writeStringField("policy", decision.policy());
      json.writeStringField("fleet", decision.fleet());
      provider.defaultSerializeField("decidedAt", decision.decidedAt(), json);
      provider.defaultSerializeField("intent", decision.intent(), json);
      provider.defaultSerializeField("runtime", decision.runtime(), json);
      if (decision.chosen() != null) {
        provider.defaultSerializeField("chosen", decision.chosen(), json);
      }
      json.writeFieldName("candidates");
      json.writeRawValue(written(decision.candidates()));
      json.writeFieldName("filtered");
      json.writeRawValue(written(decision.filtered()));
      json.writeEndObject();
    }
  }
}
