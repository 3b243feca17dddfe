package dev.berth.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.local.client.ExitCode;
import dev.berth.local.client.Ids;
import dev.berth.local.client.Service;
import dev.berth.local.platform.Part;
import dev.berth.local.text.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows one job. */
@Command(
    name = "job",
    mixinStandardHelpOptions = true,
    description = {
      "Shows where one job stands, with all its attempts and what each costs.",
      "Costs are the fleet file's prices, as the decision reckoned with them, times how long the attempt had its machines;"
          + " the estimate is for an attempt that runs for all of its job's maximumDuration. A dash: not known."
    })
final class JobCommand implements Callable<Integer> {

  @Mixin private PlaceOption where = new PlaceOption();
  @Mixin private OutputOption output = new OutputOption();

  @Parameters(paramLabel = "ID", description = "The job.")
  private String id = "";

  @Override
  public Integer call() throws InterruptedException {
    JsonNode job = new Service(where.running(), Part.MONITOR).get("/jobs/" + Ids.checked(id));
    output.print(job, () -> text(new JobView(job)));
    return ExitCode.OK.number();
  }

  static String text(JobView job) {
    Table attempts =
        new Table(
            "ATTEMPT",
            "TARGET",
            "SUBMITTED",
            "RUNNING SINCE",
            "ENDED",
            "RELEASED",
            "USD/H",
            "USD SO FAR",
            "USD ESTIMATED",
            "HOW");
    for (JsonNode attempt : job.attempts()) {
      attempts.row(
          JobView.text(attempt, "id"),
          JobView.text(attempt, "target"),
          JobView.moment(attempt, "submittedAt"),
          JobView.moment(attempt, "runningSince"),
          JobView.moment(attempt, "endedAt"),
          JobView.moment(attempt, "releasedAt"),
          JobView.dollars(attempt.path("cost"), "pricePerHour"),
          JobView.dollars(attempt.path("cost"), "soFar"),
          JobView.dollars(attempt.path("cost"), "estimated"),
          JobView.standing(attempt));
    }
    return "%s of team %s, since %s: %s%s\n%s\n\n%s"
        .formatted(
            job.id(),
            job.team(),
            job.since(),
            job.phase(),
            job.why().equals("-") ? "" : ", " + job.why(),
            job.cost(),
            attempts.isEmpty() ? "no attempt yet\n" : attempts);
  }
}
