package dev.berth.local.cli;

import dev.berth.local.client.ExitCode;
import dev.berth.local.client.Input;
import dev.berth.local.client.Request;
import dev.berth.local.client.Requests;
import dev.berth.local.platform.Running;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks for a job, as a pipeline does. */
@Command(
    name = "submit",
    mixinStandardHelpOptions = true,
    description = {
      "Asks for a job by writing an event to berth.requests, as a pipeline would.",
      "A job spec is checked and written as a CloudEvent in binary mode; a whole CloudEvent is written in structured mode, as"
          + " it is. The same spec twice is one job."
    })
final class SubmitCommand implements Callable<Integer> {

  @Mixin private PlaceOption where = new PlaceOption();
  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = "--raw",
      description =
          "Write the bytes as they are, as a structured CloudEvent that nobody has checked; what cannot be read becomes a dead letter.")
  private boolean raw;

  @Parameters(paramLabel = "FILE|-", description = "The spec or event; - is standard input.")
  private String file = "";

  @Override
  public Integer call() throws IOException, InterruptedException {
    Input input = Input.read(file);
    Request request = raw ? Request.unchecked(input) : Request.checked(input);
    Running running = where.running();
    var sent = new Requests(running).send(request);
    output.print(
        Map.of(
            "job", request.job(),
            "topic", sent.topic(),
            "partition", sent.partition(),
            "offset", sent.offset(),
            "traceparent", request.traceparent().toString()),
        () ->
            "submitted %s, trace %s\n"
                .formatted(
                    request.job().isEmpty() ? input.name() : request.job(),
                    request.traceparent().trace()));
    return ExitCode.OK.number();
  }
}
