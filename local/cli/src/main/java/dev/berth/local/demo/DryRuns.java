package dev.berth.local.demo;

import dev.berth.advisor.Explanation;
import dev.berth.contracts.Candidate;
import dev.berth.contracts.Decision;
import dev.berth.contracts.DeploymentModel;
import dev.berth.contracts.JobRuntime;
import dev.berth.local.client.Input;
import dev.berth.local.client.Offline;
import java.io.IOException;

/** The same advisor over a company's fleet, without consequences. */
final class DryRuns {

  private static final String FLEET = "fleet.yaml";

  private final Theatre theatre;

  DryRuns(Theatre theatre) {
    this.theatre = theatre;
  }

  /** Each request leads to the model that the matrix names for it. */
  void decide() throws DemoFailure, IOException {
    theatre.story().tell("the same request over examples/" + FLEET + ":");
    theatre.story().show(Explanation.of(decision("digits.json")));
    theatre.story().tell("a request that says nothing but its program:");
    Decision unsaid = expect("default.json", DeploymentModel.MANAGED_KUBERNETES);
    DemoFailure.unless(
        unsaid.runtime() == JobRuntime.RAY, "the default runtime is %s", unsaid.runtime());
    theatre.story().show(Explanation.of(unsaid));
    expect("compliance.json", DeploymentModel.SELF_HOSTED_KUBERNETES);
    expect("pretraining-512.json", DeploymentModel.HPC);
    expect("debugging-1h.json", DeploymentModel.VIRTUAL_MACHINES);
  }

  private Decision expect(String file, DeploymentModel model) throws DemoFailure, IOException {
    Decision decision = decision(file);
    DemoFailure.unless(decision.chosen() != null, "%s fits nowhere", file);
    Candidate best = decision.candidates().getFirst();
    DemoFailure.unless(
        best.model() == model, "%s went to %s instead of %s", file, best.model(), model);
    theatre
        .story()
        .fact(
            "%s: %s on %s (%s), score %.3f; %d other candidates, %d filtered"
                .formatted(
                    file,
                    decision.runtime(),
                    best.target(),
                    best.model(),
                    best.score(),
                    decision.candidates().size() - 1,
                    decision.filtered().size()));
    return decision;
  }

  private Decision decision(String file) throws IOException {
    return Offline.decide(
        Input.read(theatre.example("jobs/" + file).toString()).spec(),
        theatre.example(FLEET),
        null);
  }
}
