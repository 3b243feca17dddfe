package dev.berth.local.client;

import dev.berth.advisor.Deciding;
import dev.berth.advisor.FleetView;
import dev.berth.advisor.Policy;
import dev.berth.advisor.PolicyFile;
import dev.berth.advisor.Question;
import dev.berth.contracts.AttemptHistory;
import dev.berth.contracts.Decision;
import dev.berth.contracts.JobSpec;
import dev.berth.targets.api.FleetFile;
import dev.berth.targets.api.InvalidFleetException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The advisor's core without the advisor. */
public final class Offline {

  private Offline() {}

  /**
   * Decides a job's first attempt over a fleet of which nothing is known but its file.
   *
   * @param policy null for the built-in one
   * @throws Complaint if one of the files cannot be read, naming what is wrong in it
   */
  public static Decision decide(JobSpec spec, Path fleet, @Nullable Path policy) {
    Question question =
        new Question(spec.id().attempt(1), spec, AttemptHistory.NONE, Instant.now());
    return new Deciding(policy(policy)).decide(question, view(fleet));
  }

  private static FleetView view(Path fleet) {
    try {
      return FleetView.of(FleetFile.read(fleet), Map.of());
    } catch (InvalidFleetException e) {
      throw new Complaint(ExitCode.INVALID, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new Complaint(ExitCode.USAGE, "the fleet file cannot be read: " + e);
    }
  }

  private static Policy policy(@Nullable Path file) {
    try {
      return file == null ? PolicyFile.builtIn() : PolicyFile.read(file);
    } catch (IllegalArgumentException e) {
      throw new Complaint(ExitCode.INVALID, String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      throw new Complaint(ExitCode.USAGE, "the policy file cannot be read: " + e.getCause());
    }
  }
}
