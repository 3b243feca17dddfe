package dev.berth.targets.vm;

import dev.berth.contracts.JobSpec;
import dev.berth.targets.api.SpecHash;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.Target;
import dev.berth.targets.vm.machines.Labels;
import dev.berth.targets.vm.machines.MachineWish;
import java.util.Map;
import java.util.TreeMap;

/** Which machines a submission comes to. */
final class Wishing {

  private Wishing() {}

  static MachineWish wish(Target target, Submission submission) {
    JobSpec spec = submission.spec();
    Map<String, String> labels = new TreeMap<>();
    labels.put(Labels.JOB, spec.id().value());
    labels.put(Labels.ATTEMPT, submission.attempt().toString());
    labels.put(Labels.TARGET, target.id().value());
    labels.put(Labels.OWNER, spec.team());
    labels.put(Labels.SPEC, SpecHash.of(spec));
    if (submission.traceparent() != null) {
      labels.put(Labels.TRACEPARENT, submission.traceparent());
    }
    return new MachineWish(
        spec.workers().min(),
        spec.resources(),
        spec.constraints().preemptible(),
        spec.maximumDuration(),
        labels);
  }
}
