package dev.berth.targets.vm;

import dev.berth.targets.api.NativeDocument;
import dev.berth.targets.api.NativeForm;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.Target;
import dev.berth.targets.api.UnfitException;
import dev.berth.targets.vm.running.Program;
import java.util.List;

/** What people are shown before they submit: the script that every worker of an attempt runs. */
final class PrintedForm {

  private PrintedForm() {}

  static NativeForm of(Target target, Submission submission) {
    VmSettings settings = VmSettings.read(target);
    try {
      String program = new Program(settings.run()).text(submission);
      int workers = submission.spec().workers().min();
      String head =
          """
          #!/bin/sh
          # Each of the %d workers of the attempt %s on the target %s, on %s.
          # BERTH_RANK, BERTH_NODE_ADDRESS and BERTH_MASTER_ADDRESS are in its environment.
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
      return new NativeForm.Rendered(
          List.of(
              new NativeDocument(
                  submission.attempt() + ".sh", head + program.replaceFirst("#!/bin/sh\n", ""))));
    } catch (UnfitException e) {
      return new NativeForm.Unfit(e.reason());
    }
  }
}
