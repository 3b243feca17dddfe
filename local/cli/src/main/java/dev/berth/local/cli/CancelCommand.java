package dev.berth.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.local.client.ExitCode;
import dev.berth.local.client.Ids;
import dev.berth.local.client.Service;
import dev.berth.local.platform.Part;
import dev.berth.local.platform.Running;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ends a job. */
@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    description = {
      "Asks that a job be ended: its attempt is stopped and released, and none follows.",
      "Returns when the request is on berth.requests; ./berth events ID --follow shows what comes of it."
    })
final class CancelCommand implements Callable<Integer> {

  @Mixin private PlaceOption where = new PlaceOption();
  @Mixin private OutputOption output = new OutputOption();

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept with the job.")
  private String reason = "";

  @Parameters(paramLabel = "ID", description = "The job.")
  private String id = "";

  @Override
  public Integer call() throws InterruptedException {
    String job = Ids.checked(id);
    Running running = where.running();
    new Service(running, Part.MONITOR).get("/jobs/" + job);
    JsonNode answer =
        new Service(running, Part.ADVISOR)
            .post(
                "/jobs/"
                    + job
                    + "/cancel?reason="
                    + URLEncoder.encode(reason, StandardCharsets.UTF_8),
                null);
    output.print(answer, () -> "cancellation of " + job + " is requested\n");
    return ExitCode.OK.number();
  }
}
