package dev.berth.local.cli;

import dev.berth.contracts.JobSpec;
import dev.berth.local.client.Complaint;
import dev.berth.local.client.ExitCode;
import dev.berth.local.client.Input;
import dev.berth.local.client.NativeView;
import dev.berth.local.client.Request;
import dev.berth.local.client.Requests;
import dev.berth.local.platform.Running;
import dev.berth.targets.api.NativeDocument;
import dev.berth.targets.api.NativeForm;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks for a job, as a pipeline does. */
@Command(
    name = "submit",
    mixinStandardHelpOptions = true,
    description = {
      "Asks for a job by writing an event to berth.requests, as a pipeline would.",
      "A job spec is checked and written as a CloudEvent in binary mode; a whole CloudEvent is written in structured mode, as"
          + " it is. The same spec twice is one job.",
      "With --print-native it asks for nothing: it prints what the target would be given, such as manifests or a command"
          + " line, decided without any service."
    })
final class SubmitCommand implements Callable<Integer> {

  @Mixin private PlaceOption where = new PlaceOption();
  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = "--raw",
      description =
          "Write the bytes as they are, as a structured CloudEvent that nobody has checked; what cannot be read becomes a dead letter.")
  private boolean raw;

  @Option(
      names = "--print-native",
      description =
          "Print what would be made, and submit nothing. Values that look like secrets are left out.")
  private boolean printNative;

  @Option(
      names = "--target",
      paramLabel = "NAME",
      description = "With --print-native: on that target, rather than where it would be placed.")
  private @Nullable String target;

  @Mixin private FleetOption fleet = new FleetOption();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli's to set
  private CommandSpec spec;

  @Parameters(paramLabel = "FILE|-", description = "The spec or event; - is standard input.")
  private String file = "";

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!printNative && (target != null || fleet.isSaid())) {
      throw new Complaint(
          ExitCode.USAGE,
          "%s needs --print-native: where a job runs is decided by the advisor"
              .formatted(target == null ? "--fleet" : "--target"));
    }
    if (printNative && raw) {
      throw new Complaint(
          ExitCode.USAGE, "--print-native needs a spec that can be read, not --raw");
    }
    Input input = Input.read(file);
    if (printNative) {
      return printNative(input.spec());
    }
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

  private int printNative(JobSpec job) {
    NativeView view =
        NativeView.of(
            job, fleet.file(PlaceOption.home(), where.place()), PlaceOption.home(), target);
    output.print(view, () -> text(view));
    if (!output.isJson()) {
      tell(view.attempt() + " on " + view.target());
      if (!view.hidden().isEmpty()) {
        tell("not printed: " + String.join(", ", view.hidden()));
      }
    }
    return switch (view.form()) {
      case NativeForm.Rendered _ -> ExitCode.OK.number();
      case NativeForm.Unfit unfit -> {
        tell("it cannot run there: " + unfit.reason());
        yield ExitCode.FAILED.number();
      }
    };
  }

  /** One document alone can be passed on to whatever reads it. */
  private static String text(NativeView view) {
    return switch (view.form()) {
      case NativeForm.Unfit _ -> "";
      case NativeForm.Rendered(List<NativeDocument> documents) ->
          documents.size() == 1
              ? documents.getFirst().content()
              : documents.stream()
                  .map(one -> "# --- " + one.name() + "\n" + one.content())
                  .collect(Collectors.joining("\n"));
    };
  }

  private void tell(String line) {
    spec.commandLine().getErr().println(line);
  }
}
