package dev.berth.targets.kubernetes.ray;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.berth.contracts.JobRuntime;
import dev.berth.contracts.Json;
import dev.berth.targets.api.Check;
import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.CheckOutcome.Failed;
import dev.berth.targets.api.CheckOutcome.Passed;
import dev.berth.targets.api.CheckOutcome.Skipped;
import dev.berth.targets.api.NativeDocument;
import dev.berth.targets.api.NativeForm;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.Target;
import dev.berth.targets.api.TargetTroubleException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What people ask of a standing Ray cluster before a job does. */
public final class RayChecks {

  private final Target target;
  private final RaySettings settings;

  /**
   * For that target.
   *
   * @throws IllegalArgumentException if its settings are wrong, naming the setting
   */
  public RayChecks(Target target) {
    this.target = target;
    this.settings = RaySettings.of(target);
  }

  /** Looks whether its head can be used; nothing is submitted. */
  public void tell(Consumer<Check> told) {
    told.accept(new Check("settings", new Passed("a standing Ray cluster, " + settings.address())));
    told.accept(new Check("runtimes", runtimes()));
    told.accept(new Check("token", token()));
    RayHead head = new RayHead(settings);
    CheckOutcome answers = version(head);
    told.accept(new Check("ray-head", answers));
    told.accept(
        new Check(
            "ray-jobs",
            answers instanceof Passed ? jobs(head) : new Skipped("its head does not answer")));
    told.accept(
        new Check(
            "checkpoints",
            new Passed(
                settings.checkpoints().contains("://")
                    ? "under " + settings.checkpoints()
                    : "in the folder %s, which all its nodes have to share"
                        .formatted(settings.checkpoints()))));
  }

  /** The request that would be made of its head. */
  public NativeForm render(Submission submission) {
    RayBodies bodies = new RayBodies(target.id(), settings);
    Optional<String> unfit = bodies.unfit(submission.spec());
    if (unfit.isPresent()) {
      return new NativeForm.Unfit(unfit.get());
    }
    try {
      return new NativeForm.Rendered(
          List.of(
              new NativeDocument(
                  submission.attempt() + ".json",
                  Json.mapper()
                          .writerWithDefaultPrettyPrinter()
                          .writeValueAsString(bodies.of(submission))
                      + "\n")));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CheckOutcome runtimes() {
    return target.runtimes().equals(List.of(JobRuntime.RAY))
        ? new Passed("only ray")
        : new Failed(
            "the target's runtimes are %s, and a standing Ray cluster runs ray alone"
                .formatted(target.runtimes()),
            "write runtimes: [ray] in the fleet file, or the advisor places others there");
  }

  private CheckOutcome token() {
    String file = settings.tokenFile();
    if (file == null) {
      return new Skipped("driver.settings.ray-token-file names none");
    }
    return Files.isReadable(Path.of(file))
        ? new Passed("in " + file)
        : new Failed(
            "the token's file " + file + " is not there, or may not be read",
            "write it, and let the services' user read it");
  }

  private static CheckOutcome version(RayHead head) {
    try {
      RayHead.Answer answer = head.get("/api/version");
      String version = answer.isGood() ? answer.json().path("ray_version").asText() : "";
      return version.isEmpty()
          ? new Failed(
              "what answers is no Ray head: %d".formatted(answer.status()),
              "name the dashboard's address in driver.settings.ray-address, with port 8265 usually")
          : new Passed("answers as Ray " + version);
    } catch (TargetTroubleException e) {
      return new Failed(
          String.valueOf(e.getMessage()),
          "start the head with --dashboard-host=0.0.0.0, let the services reach it, and give them"
              + " its token if it asks for one");
    }
  }

  private static CheckOutcome jobs(RayHead head) {
    try {
      RayHead.Answer answer = head.get("/api/jobs/");
      return answer.isGood()
          ? new Passed("its job interface answers, with %d jobs".formatted(answer.json().size()))
          : new Failed(
              "its job interface answers %d: %s".formatted(answer.status(), answer.lastLine()),
              "install ray[default] on the head: the smaller package has no job interface");
    } catch (TargetTroubleException e) {
      return new Failed(String.valueOf(e.getMessage()), "look at the head's log");
    }
  }
}
