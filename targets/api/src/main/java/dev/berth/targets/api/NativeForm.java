package dev.berth.targets.api;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** What a submission comes to on a target, in the target's own words. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
  @JsonSubTypes.Type(value = NativeForm.Rendered.class, name = "rendered"),
  @JsonSubTypes.Type(value = NativeForm.Unfit.class, name = "unfit")
})
public sealed interface NativeForm {

  /**
   * These texts.
   *
   * @param documents at least one, in the order in which they are used
   */
  record Rendered(List<NativeDocument> documents) implements NativeForm {
    /** Copies the list. */
    public Rendered {
      documents = List.copyOf(documents);
    }
  }

  /**
   * Nothing: it cannot run there, however often it is tried.
   *
   * @param reason why, in one sentence that names what was asked for
   */
  record Unfit(String reason) implements NativeForm {}
}
