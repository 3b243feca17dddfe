package dev.berth.targets.slurm.rendering;

import dev.berth.targets.api.NativeDocument;
import dev.berth.targets.api.NativeForm;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.Target;
import dev.berth.targets.slurm.script.SbatchText;
import dev.berth.targets.slurm.site.SlurmSettingsReader;
import java.util.List;

/** What people are shown before they submit: a text that {@code sbatch} takes as it is. */
public final class PrintedForm {

  private PrintedForm() {}

  /**
   * Of that submission to that target.
   *
   * @throws IllegalArgumentException if the target's settings or nodes are wrong, naming what
   */
  public static NativeForm of(Target target, Submission submission) {
    return switch (new Rendering(target, SlurmSettingsReader.read(target)).render(submission)) {
      case Rendered.Batch batch ->
          new NativeForm.Rendered(
              List.of(
                  new NativeDocument(
                      submission.attempt() + ".sh", SbatchText.of(batch.request()))));
      case Rendered.Unfit unfit -> new NativeForm.Unfit(unfit.reason());
    };
  }
}
