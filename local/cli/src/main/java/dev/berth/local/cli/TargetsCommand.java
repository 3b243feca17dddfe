package dev.berth.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.local.client.ExitCode;
import dev.berth.local.client.Service;
import dev.berth.local.platform.Part;
import dev.berth.local.text.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists targets. */
@Command(
    name = "targets",
    mixinStandardHelpOptions = true,
    subcommands = TargetsCheckCommand.class,
    synopsisSubcommandLabel = "[check]",
    description = "Lists the fleet's targets as the monitor last saw them.")
final class TargetsCommand implements Callable<Integer> {

  @Mixin private PlaceOption where = new PlaceOption();
  @Mixin private OutputOption output = new OutputOption();

  @Override
  public Integer call() throws InterruptedException {
    JsonNode targets = new Service(where.running(), Part.MONITOR).get("/targets");
    output.print(targets, () -> table(targets));
    return ExitCode.OK.number();
  }

  private static String table(JsonNode targets) {
    Table table =
        new Table(
            "TARGET",
            "MODEL",
            "REACHABLE",
            "ATTEMPTS",
            "CPUS FREE",
            "MEMORY FREE",
            "QUEUE WAIT",
            "SEEN",
            "PROBLEM");
    for (JsonNode target : targets) {
      JsonNode capacity = target.path("capacity");
      table.row(
          JobView.text(target, "target"),
          JobView.text(target, "model"),
          reachable(target.path("reachable")),
          of(capacity, "attemptsLive", "attemptsMaximum", ""),
          of(capacity, "cpusFree", "cpusTotal", ""),
          of(capacity, "memoryFreeMiB", "memoryTotalMiB", " MiB"),
          JobView.text(target, "queueWait"),
          JobView.moment(target, "observedAt"),
          JobView.text(target, "problem"));
    }
    return table.isEmpty() ? "no targets\n" : table.toString();
  }

  private static String reachable(JsonNode said) {
    return said.isBoolean() ? (said.asBoolean() ? "yes" : "no") : "-";
  }

  private static String of(JsonNode capacity, String some, String all, String unit) {
    return capacity.isObject()
        ? capacity.path(some).asText() + "/" + capacity.path(all).asText() + unit
        : "-";
  }
}
