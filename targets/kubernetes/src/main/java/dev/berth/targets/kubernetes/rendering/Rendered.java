package dev.berth.targets.kubernetes.rendering;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/** What a submission comes to. */
public sealed interface Rendered {

  /**
   * The objects.
   *
   * @param main the one that carries the attempt's name and owns the others
   * @param beside what is made after it and goes with it
   */
  record Objects(HasMetadata main, List<HasMetadata> beside) implements Rendered {

    /** Copies the list. */
    public Objects {
      beside = List.copyOf(beside);
    }
  }

  /**
   * It cannot run there, however often it is tried.
   *
   * @param reason why, in one sentence that names what was asked for
   */
  record Unfit(String reason) implements Rendered {}
}
