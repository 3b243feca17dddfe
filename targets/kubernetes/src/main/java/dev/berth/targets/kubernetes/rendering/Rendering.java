package dev.berth.targets.kubernetes.rendering;

import dev.berth.contracts.JobRuntime;
import dev.berth.contracts.JobSpec;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.Target;
import dev.berth.targets.api.UnfitException;
import dev.berth.targets.kubernetes.dialect.Dialect;
import org.jspecify.annotations.Nullable;

/** Makes objects of submissions to one target. */
public final class Rendering {

  private final ClusterSettings settings;
  private final JobObjects jobs;
  private final RayJobObjects rayJobs;

  /** For that target, of that dialect, with those settings. */
  public Rendering(Target target, Dialect dialect, ClusterSettings settings) {
    this.settings = settings;
    Placing placing = new Placing(target, dialect, settings);
    Metadata metadata = new Metadata(target.id(), settings, dialect);
    this.jobs = new JobObjects(settings, placing, metadata);
    this.rayJobs = new RayJobObjects(settings, placing, metadata);
  }

  /** What that submission comes to. */
  public Rendered render(Submission submission) {
    JobSpec spec = submission.spec();
    try {
      return switch (spec.runtime()) {
        case RAY ->
            rayJobs.of(submission, spec.image() == null ? settings.rayImage() : spec.image());
        case CONTAINER ->
            jobs.of(
                submission,
                image(spec.runtime(), spec.image() == null ? settings.image() : spec.image()));
        // A plain program: it finds the file system of the image that the target gives it.
        case COMMAND -> jobs.of(submission, image(spec.runtime(), settings.image()));
      };
    } catch (UnfitException e) {
      return new Rendered.Unfit(e.reason());
    }
  }

  private static String image(JobRuntime runtime, @Nullable String image) throws UnfitException {
    if (image == null) {
      throw new UnfitException(
          "image: the runtime '%s' needs one here, from the job or driver.settings.image"
              .formatted(runtime));
    }
    return image;
  }
}
