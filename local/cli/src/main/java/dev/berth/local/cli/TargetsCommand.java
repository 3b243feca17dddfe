package dev.berth.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.local.client.ExitCode;
import dev.berth.local.client.Service;
import dev.berth.local.platform.Part;
import dev.berth.local.text.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists targets. */
@Command(
    name = "targets",
    mixinStandardHelpOptions = true,
    subcommands = TargetsCheckCommand.class,
    synopsisSubcommandLabel = "[check]",
    description = {
      "Lists the fleet's targets as the monitor last saw them: what each has and what of it is free, whether it answers, and"
          + " since when (as far back as berth.targets tells).",
      "./berth targets check NAME asks a target itself what it lacks."
    })
final class TargetsCommand implements Callable<Integer> {

  @Mixin private PlaceOption where = new PlaceOption();
  @Mixin private OutputOption output = new OutputOption();

  @Override
  public Integer call() throws InterruptedException {
    JsonNode targets = new Service(where.running(), Part.MONITOR).get("/targets");
    output.print(targets, () -> table(targets));
    return ExitCode.OK.number();
  }

  static String table(JsonNode targets) {
    Table table =
        new Table(
            "TARGET",
            "MODEL",
            "DIALECT",
            "ANSWERS",
            "SINCE",
            "ATTEMPTS",
            "CPUS FREE",
            "MEMORY FREE",
            "ACCELERATORS FREE",
            "WAITING",
            "SEEN",
            "PROBLEM");
    for (JsonNode target : targets) {
      JsonNode capacity = target.path("capacity");
      table.row(
          JobView.text(target, "target"),
          JobView.text(target, "model"),
          JobView.text(target, "dialect"),
          answers(target.path("reachable")),
          JobView.moment(target, "since"),
          of(capacity, "attemptsLive", "attemptsMaximum", ""),
          of(capacity, "cpusFree", "cpusTotal", ""),
          of(capacity, "memoryFreeMiB", "memoryTotalMiB", " MiB"),
          accelerators(capacity.path("accelerators")),
          queue(target),
          JobView.moment(target, "observedAt"),
          JobView.text(target, "problem"));
    }
    return table.isEmpty() ? "no targets\n" : table.toString();
  }

  private static String answers(JsonNode said) {
    return said.isBoolean() ? (said.asBoolean() ? "yes" : "no") : "-";
  }

  private static String accelerators(JsonNode kinds) {
    List<String> shown = new ArrayList<>();
    for (JsonNode kind : kinds) {
      shown.add(JobView.text(kind, "kind") + ' ' + of(kind, "free", "total", ""));
    }
    return shown.isEmpty() ? "-" : String.join(", ", shown);
  }

  /** How many wait there, and how long, as far as the target tells. */
  private static String queue(JsonNode target) {
    String depth = JobView.text(target.path("capacity"), "waiting");
    String wait = JobView.text(target, "queueWait");
    return wait.equals("-") ? depth : (depth.equals("-") ? "" : depth + ", ") + wait;
  }

  private static String of(JsonNode capacity, String some, String all, String unit) {
    return capacity.isObject()
        ? capacity.path(some).asText() + "/" + capacity.path(all).asText() + unit
        : "-";
  }
}
