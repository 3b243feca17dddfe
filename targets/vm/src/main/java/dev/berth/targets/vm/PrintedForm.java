package dev.berth.targets.vm;

import dev.berth.targets.api.NativeDocument;
import dev.berth.targets.api.NativeForm;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.Target;
import dev.berth.targets.api.UnfitException;
import dev.berth.targets.vm.making.MakingForm;
import dev.berth.targets.vm.making.MakingSettings;
import dev.berth.targets.vm.running.Program;
import java.util.List;

/**
 * What people are shown before they submit: the order for Terraform where machines are made, and
 * the script that every worker of an attempt runs.
 */
final class PrintedForm {

  private PrintedForm() {}

  static NativeForm of(Target target, Submission submission) {
    VmSettings settings = VmSettings.read(target);
    try {
      String program = new Program(settings.run(), target.nodes()).text(submission);
      int workers = submission.spec().workers().min();
      String head =
          """
          #!/bin/sh
          # Each of the %d workers of the attempt %s on the target %s, on %s.
          # BERTH_RUN (the attempt's folder), BERTH_RANK, BERTH_NODE_ADDRESS and BERTH_MASTER_ADDRESS are in its environment;
          # berth_machines is how many machines the attempt has, and berth_ranks are its workers on this one.
          berth=%s
          """
              .formatted(
                  workers,
                  submission.attempt(),
                  target.id(),
                  settings.origin().told(),
                  settings.access().folder().startsWith("/")
                      ? settings.access().folder()
                      : "$HOME/" + settings.access().folder());
      NativeDocument script =
          new NativeDocument(
              submission.attempt() + ".sh", head + program.replaceFirst("#!/bin/sh\n", ""));
      return switch (settings.origin()) {
        case Origin.Standing _ -> new NativeForm.Rendered(List.of(script));
        case Origin.Made(MakingSettings making) ->
            MakingForm.of(target, making, submission.attempt(), Wishing.wish(target, submission))
                .<NativeForm>map(order ->
                    new NativeForm.Rendered(
                        List.of(
                            new NativeDocument(submission.attempt() + ".tf.json", order), script)))
                .orElseGet(() ->
                    new NativeForm.Unfit(
                        "no kind of machine of the target has " + submission.spec().resources()));
      };
    } catch (UnfitException e) {
      return new NativeForm.Unfit(e.reason());
    }
  }
}
