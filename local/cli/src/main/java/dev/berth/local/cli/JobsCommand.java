package dev.berth.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.local.client.ExitCode;
import dev.berth.local.client.Service;
import dev.berth.local.platform.Part;
import dev.berth.local.text.Table;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists jobs. */
@Command(
    name = "jobs",
    mixinStandardHelpOptions = true,
    description = "Lists the jobs that the ledger has, and where each stands.")
final class JobsCommand implements Callable<Integer> {

  @Mixin private PlaceOption where = new PlaceOption();
  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = "--phase",
      paramLabel = "PHASE",
      description =
          "Only those that stand there: requested, placed, pending, running, releasing, waiting, succeeded, failed, cancelled, refused.")
  private @Nullable String phase;

  @Option(names = "--team", paramLabel = "TEAM", description = "Only those of that team.")
  private @Nullable String team;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most so many; ${DEFAULT-VALUE} if not said.")
  private int limit = 100;

  @Option(
      names = "--after",
      paramLabel = "ID",
      description = "Only those behind that one, by name; how a longer list goes on.")
  private @Nullable String after;

  @Override
  public Integer call() throws InterruptedException {
    JsonNode page =
        new Service(where.running(), Part.MONITOR)
            .get(
                "/jobs?limit="
                    + limit
                    + asked("phase", phase)
                    + asked("team", team)
                    + asked("after", after));
    output.print(page, () -> table(page));
    return ExitCode.OK.number();
  }

  private static String table(JsonNode page) {
    Table table = new Table("JOB", "PHASE", "ATTEMPT", "TARGET", "TEAM", "SINCE", "CHANGED");
    for (JsonNode job : page.path("jobs")) {
      table.row(
          JobView.text(job, "id"),
          JobView.text(job, "phase"),
          JobView.text(job, "attempts"),
          JobView.text(job, "target"),
          JobView.text(job, "team"),
          JobView.moment(job, "since"),
          JobView.moment(job, "changedAt"));
    }
    String next = page.path("next").asText("");
    return (table.isEmpty() ? "no jobs\n" : table.toString())
        + (next.isEmpty() ? "" : "more: --after " + next + "\n");
  }

  private static String asked(String name, @Nullable String value) {
    return value == null ? "" : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
