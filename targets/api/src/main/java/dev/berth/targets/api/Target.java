package dev.berth.targets.api;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.berth.contracts.DeploymentModel;
import dev.berth.contracts.Interconnect;
import dev.berth.contracts.JobRuntime;
import dev.berth.contracts.TargetId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * One concrete place where jobs can run, as the fleet file describes it.
 *
 * @param id its name
 * @param model its deployment model
 * @param dialect what kind of it, such as {@code eks}, {@code kind}, {@code ec2}, {@code nersc},
 *     {@code process}
 * @param driver how to reach it
 * @param runtimes what it can execute
 * @param nodes the shapes of its machines, at least one
 * @param interconnects what its machines talk over; ethernet goes without saying
 * @param locations the regions or sites that it is in, by the names that jobs use
 * @param compliance its attestations, such as {@code soc2}, {@code hipaa}, {@code on-premises}
 * @param maximumAttempts how many of Berth's attempts it takes at once, at least 1; 1,000 if not
 *     said
 */
@RegisterForReflection
public record Target(
    TargetId id,
    DeploymentModel model,
    String dialect,
    DriverSettings driver,
    List<JobRuntime> runtimes,
    List<NodeShape> nodes,
    List<Interconnect> interconnects,
    List<String> locations,
    List<String> compliance,
    Integer maximumAttempts) {

  private static final int DEFAULT_MAXIMUM_ATTEMPTS = 1_000;

  /**
   * Fills in what was not said and copies the lists.
   *
   * @throws IllegalArgumentException if a field that must be said is missing or out of bounds,
   *     naming it
   */
  @SuppressWarnings("NullAway") // absent in the file arrives as null
  public Target {
    if (id == null) {
      throw new IllegalArgumentException("targets: an entry has no id");
    }
    require(model != null, id, "model is missing");
    require(driver != null, id, "driver is missing");
    require(nodes != null && !nodes.isEmpty(), id, "nodes are missing");
    dialect = dialect == null ? driver.kind() : dialect;
    runtimes = runtimes == null ? List.of(JobRuntime.values()) : List.copyOf(runtimes);
    nodes = List.copyOf(nodes);
    interconnects = interconnects == null ? List.of() : List.copyOf(interconnects);
    locations = locations == null ? List.of() : List.copyOf(locations);
    compliance = compliance == null ? List.of() : List.copyOf(compliance);
    maximumAttempts = maximumAttempts == null ? DEFAULT_MAXIMUM_ATTEMPTS : maximumAttempts;
    require(maximumAttempts >= 1, id, "maximumAttempts " + maximumAttempts + " is below 1");
  }

  /**
   * Whether its machines are made for each attempt, one for each worker, instead of standing there
   * for as many workers as they hold: a target of the driver {@code vm} that names a module for
   * {@code terraform}.
   */
  @JsonIgnore
  public boolean isMachinePerWorker() {
    return driver.kind().equals("vm") && driver.settings().containsKey("terraform");
  }

  private static void require(boolean holds, TargetId id, String problem) {
    if (!holds) {
      throw new IllegalArgumentException("target '" + id + "': " + problem);
    }
  }
}
