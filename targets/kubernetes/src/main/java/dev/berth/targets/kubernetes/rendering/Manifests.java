package dev.berth.targets.kubernetes.rendering;

import dev.berth.targets.api.NativeDocument;
import dev.berth.targets.api.NativeForm;
import dev.berth.targets.api.Submission;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rendered objects as people, and kubectl, read them. */
public final class Manifests {

  private Manifests() {}

  /**
   * One file of YAML with all objects, in the order in which they are made. The owner that those
   * beside the first get is not in it: it is known only once the first is made.
   */
  public static NativeForm of(Submission submission, Rendered rendered) {
    return switch (rendered) {
      case Rendered.Unfit unfit -> new NativeForm.Unfit(unfit.reason());
      case Rendered.Objects objects ->
          new NativeForm.Rendered(
              List.of(
                  new NativeDocument(
                      submission.attempt() + ".yaml",
                      Stream.concat(Stream.of(objects.main()), objects.beside().stream())
                          .map(Serialization::asYaml)
                          .map(yaml -> yaml.startsWith("---") ? yaml : "---\n" + yaml)
                          .map(yaml -> yaml.endsWith("\n") ? yaml : yaml + "\n")
                          .collect(Collectors.joining()))));
    };
  }
}
