package dev.berth.local.cli;

import dev.berth.local.client.ExitCode;
import dev.berth.local.client.Fleets;
import dev.berth.local.platform.Home;
import dev.berth.targets.api.Check;
import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.Fleet;
import dev.berth.targets.api.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Looks what targets lack. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Looks, step by step, whether a target has what jobs need there, and says how to mend what it lacks.",
      "It asks the target itself, from this machine and with the credentials that the fleet file names; no service need be"
          + " up. It changes nothing: objects are made in dry runs.",
      "Ends with 0 if nothing is missing, 1 if something is."
    })
final class TargetsCheckCommand implements Callable<Integer> {

  /**
   * What was found of one target, as JSON.
   *
   * @param target its name
   * @param passed whether nothing is missing
   * @param checks each step
   */
  record Checked(String target, boolean passed, List<Check> checks) {}

  @Mixin private PlaceOption where = new PlaceOption();
  @Mixin private FleetOption fleet = new FleetOption();
  @Mixin private OutputOption output = new OutputOption();

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = "Which targets; all of the fleet if none is named.")
  private @Nullable List<String> names;

  @Override
  public Integer call() {
    Home home = PlaceOption.home();
    Fleet read = Fleets.read(fleet.file(home, where.place()), home);
    List<Target> targets =
        names == null
            ? read.targets()
            : names.stream().map(name -> Fleets.target(read, name)).toList();
    List<Checked> all = new ArrayList<>();
    for (Target target : targets) {
      all.add(check(target, targets.size() > 1));
    }
    if (output.isJson()) {
      output.print(all, () -> "");
    }
    return (all.stream().allMatch(Checked::passed) ? ExitCode.OK : ExitCode.FAILED).number();
  }

  private Checked check(Target target, boolean headed) {
    if (headed) {
      tell(target.id() + "\n");
    }
    List<Check> checks = new ArrayList<>();
    Fleets.provider(target)
        .check(
            target,
            check -> {
              checks.add(check);
              // Told at once: one that waits for an answer shows where it stands.
              tell(line(check));
            });
    long failed = count(checks, CheckOutcome.Failed.class);
    tell(
        "%s: %d passed, %d failed, %d skipped\n%s"
            .formatted(
                target.id(),
                count(checks, CheckOutcome.Passed.class),
                failed,
                count(checks, CheckOutcome.Skipped.class),
                headed ? "\n" : ""));
    return new Checked(target.id().value(), failed == 0, checks);
  }

  private void tell(String text) {
    if (!output.isJson()) {
      output.print("", () -> text);
    }
  }

  private static long count(List<Check> checks, Class<? extends CheckOutcome> outcome) {
    return checks.stream().map(Check::outcome).filter(outcome::isInstance).count();
  }

  private static String line(Check check) {
    return switch (check.outcome()) {
      case CheckOutcome.Passed passed -> line("ok", check.name(), passed.found());
      case CheckOutcome.Skipped skipped -> line("skipped", check.name(), skipped.why());
      case CheckOutcome.Failed failed ->
          line("FAILED", check.name(), failed.reason()) + line("", "", "mend: " + failed.remedy());
    };
  }

  private static String line(String outcome, String name, String sentence) {
    return "%-8s %-20s %s\n".formatted(outcome, name, sentence.replaceAll("\\R", " "));
  }
}
