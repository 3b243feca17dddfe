package dev.berth.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.advisor.Explanation;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Decision;
import dev.berth.contracts.Json;
import dev.berth.local.client.Complaint;
import dev.berth.local.client.ExitCode;
import dev.berth.local.client.Ids;
import dev.berth.local.client.Input;
import dev.berth.local.client.Offline;
import dev.berth.local.client.Service;
import dev.berth.local.platform.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells why a job runs where it runs, or where it would. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Tells why: every candidate with its score by factor, and every target that was filtered with each reason.",
      "Of a job or an attempt: what was decided. Of a file: what would be decided now, with the readings that the advisor has;"
          + " with --fleet over that fleet, without any service.",
      "As JSON it prints the decision's record: an array of them for a job, one object else."
    })
final class ExplainCommand implements Callable<Integer> {

  @Mixin private PlaceOption where = new PlaceOption();
  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = "--fleet",
      paramLabel = "FILE",
      description = "Explain a job spec's file over this fleet, offline.")
  private @Nullable Path fleet;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "With --fleet: another policy than the built-in one.")
  private @Nullable Path policy;

  @Parameters(
      paramLabel = "ID|ATTEMPT|FILE",
      description =
          "A job (digits), an attempt (digits-1), or a job spec's file (- is standard input).")
  private String what = "";

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (fleet != null) {
      print(Offline.decide(Input.read(what).spec(), fleet, policy));
    } else if (policy != null) {
      throw new Complaint(
          ExitCode.USAGE, "--policy needs --fleet: a running advisor has its own policy");
    } else if (Input.isFile(what)) {
      JsonNode spec = Json.mapper().valueToTree(Input.read(what).spec());
      ObjectNode body = Json.mapper().createObjectNode().set("spec", spec);
      print(decision(advisor().post("/decisions/dry-run", body)));
    } else {
      explainDecided();
    }
    return ExitCode.OK.number();
  }

  private void explainDecided() throws IOException, InterruptedException {
    if (what.contains("/") || what.endsWith(".json")) {
      throw new Complaint(ExitCode.USAGE, "there is no file '%s'".formatted(what));
    }
    Service advisor = advisor();
    List<Decision> decisions = new ArrayList<>();
    for (JsonNode one : advisor.get("/decisions?job=" + Ids.checked(what))) {
      decisions.add(decision(one));
    }
    if (decisions.isEmpty() && isAttempt(what)) {
      print(decision(advisor.get("/decisions/" + what)));
      return;
    }
    if (decisions.isEmpty()) {
      throw new Complaint(
          ExitCode.UNKNOWN, "no decision was made about a job '%s'".formatted(what));
    }
    output.print(
        decisions, () -> decisions.stream().map(Explanation::of).collect(Collectors.joining("\n")));
  }

  private Service advisor() {
    return new Service(where.running(), Part.ADVISOR);
  }

  private void print(Decision decision) {
    output.print(decision, () -> Explanation.of(decision));
  }

  private static Decision decision(JsonNode json) throws IOException {
    return Json.mapper().treeToValue(json, Decision.class);
  }

  private static boolean isAttempt(String text) {
    try {
      return AttemptId.parse(text).number() > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
