package dev.berth.targets.vm;

import dev.berth.targets.api.NativeDocument;
import dev.berth.targets.api.NativeForm;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.Target;
import dev.berth.targets.api.UnfitException;
import dev.berth.targets.vm.making.MakingForm;
import dev.berth.targets.vm.making.MakingSettings;
import dev.berth.targets.vm.running.Program;
import dev.berth.targets.vm.settingup.SetUpForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What people are shown before they submit: the order for Terraform where machines are made, what
 * makes machines ready, and the script that every worker of an attempt runs.
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
        case Origin.Standing _ -> rendered(submission, settings, Optional.empty(), script);
        case Origin.Made(MakingSettings making) ->
            MakingForm.of(target, making, submission.attempt(), Wishing.wish(target, submission))
                .map(order -> rendered(submission, settings, Optional.of(order), script))
                .orElseGet(() ->
                    new NativeForm.Unfit(
                        "no kind of machine of the target has " + submission.spec().resources()));
      };
    } catch (UnfitException e) {
      return new NativeForm.Unfit(e.reason());
    }
  }

  private static NativeForm rendered(
      Submission submission, VmSettings settings, Optional<String> order, NativeDocument script) {
    List<NativeDocument> documents = new ArrayList<>();
    order.ifPresent(
        text -> documents.add(new NativeDocument(submission.attempt() + ".tf.json", text)));
    SetUpForm.of(settings.setUp())
        .ifPresent(
            text -> documents.add(new NativeDocument(submission.attempt() + ".set-up.sh", text)));
    documents.add(script);
    return new NativeForm.Rendered(documents);
  }
}
