package dev.berth.targets.kubernetes.ray;

import dev.berth.contracts.Json;
import dev.berth.targets.api.Check;
import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.NativeDocument;
import dev.berth.targets.api.NativeForm;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.Target;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What is asked of a target that is a standing Ray cluster. */
public final class RayTarget {

  private RayTarget() {}

  /** Whether a target is one: its settings name the address of a head. */
  public static boolean isFor(Target target) {
    return target.driver().settings().containsKey(RaySettings.ADDRESS);
  }

  /**
   * Its driver; nothing is asked of it yet.
   *
   * @throws IllegalArgumentException if its settings are wrong, naming the setting
   */
  public static Driver open(Target target) {
    return new RayDriver(target, RaySettings.of(target), Clock.systemUTC());
  }

  /** Looks whether it has all that jobs need there. */
  public static void check(Target target, Consumer<Check> told) {
    RaySettings settings;
    try {
      settings = RaySettings.of(target);
    } catch (IllegalArgumentException e) {
      told.accept(Check.wrongSettings(e));
      return;
    }
    told.accept(
        new Check("settings", new CheckOutcome.Passed("standing Ray at " + settings.address())));
    new RayChecks(target, settings).tell(told);
  }

  /**
   * What a submission would come to.
   *
   * @throws IllegalArgumentException as {@link #open}
   */
  public static NativeForm render(Target target, Submission submission) {
    RayBodies bodies = new RayBodies(target.id(), RaySettings.of(target));
    Optional<String> unfit = bodies.unfit(submission.spec());
    if (unfit.isPresent()) {
      return new NativeForm.Unfit(unfit.get());
    }
    try {
      String body =
          Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(bodies.of(submission));
      return new NativeForm.Rendered(
          List.of(new NativeDocument(submission.attempt() + ".json", body + '\n')));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new UncheckedIOException("a tree could not be written as JSON", e);
    }
  }
}
