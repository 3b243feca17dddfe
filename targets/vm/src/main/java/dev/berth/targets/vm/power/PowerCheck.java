package dev.berth.targets.vm.power;

import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.CheckOutcome.Failed;
import dev.berth.targets.api.CheckOutcome.Passed;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.remote.Answer;
import dev.berth.targets.vm.remote.Everywhere;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks once about the power of each host, and shows what was said. */
public final class PowerCheck {

  private static final int AT_ONCE = 8;

  private final PowerVigil.Question question;
  private final Duration patience;

  /**
   * By that question.
   *
   * @param patience more than it takes to be asked once
   */
  public PowerCheck(PowerVigil.Question question, Duration patience) {
    this.question = question;
    this.patience = patience;
  }

  /**
   * What came of it.
   *
   * @param hosts all that there are
   * @param answering those of them that answer over ssh: whoever calls these off is wrong
   */
  public CheckOutcome outcome(List<Machine> hosts, Set<Machine> answering) {
    Map<Machine, PowerWord> words = new LinkedHashMap<>();
    Everywhere<PowerWord> asking = new Everywhere<>(this::ask, patience);
    try {
      for (int from = 0; from < hosts.size(); from += AT_ONCE) {
        asking
            .answers(hosts.subList(from, Math.min(from + AT_ONCE, hosts.size())))
            .forEach((host, answer) -> words.put(host, word(answer)));
      }
    } catch (TargetTroubleException e) {
      return new Failed("it was no longer waited for", "run it again");
    }
    return read(words, answering);
  }

  private PowerWord ask(Machine host) throws TargetTroubleException {
    try {
      return question.ask(host);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TargetTroubleException("interrupted", e);
    }
  }

  private static PowerWord word(Answer<PowerWord> answer) {
    return switch (answer) {
      case Answer.Heard<PowerWord>(PowerWord word) -> word;
      case Answer.Silent<PowerWord>(String why) -> new PowerWord.Unsaid(why);
    };
  }

  private static CheckOutcome read(Map<Machine, PowerWord> words, Set<Machine> answering) {
    List<String> unsaid = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    Map<String, List<String>> said = new LinkedHashMap<>();
    words.forEach((host, word) -> {
      switch (word) {
        case PowerWord.Unsaid(String why) -> unsaid.add("%s: %s".formatted(host.name(), why));
        case PowerWord.Other(String text) -> add(said, "'%s'".formatted(text), host);
        case PowerWord.Off(String text) -> {
          if (answering.contains(host)) {
            wrong.add("'%s' of %s".formatted(text, host.name()));
          }
          add(said, "'%s', which is off,".formatted(text), host);
        }
      }
    });
    if (!wrong.isEmpty()) {
      return new Failed(
          "power-status says %s, and it answers over ssh".formatted(String.join("; ", wrong)),
          "mend power-status or power-status-off: by what it says attempts are taken for lost");
    }
    return unsaid.isEmpty()
        ? new Passed(
            said.entrySet().stream()
                .map(one ->
                    "%s is said of %s".formatted(one.getKey(), String.join(", ", one.getValue())))
                .collect(Collectors.joining("; ")))
        : new Failed(
            "power-status says nothing of %s".formatted(String.join("; ", unsaid)),
            "run it by hand, with the host's name or address put in, until it prints what the power is");
  }

  private static void add(Map<String, List<String>> said, String text, Machine host) {
    said.computeIfAbsent(text, _ -> new ArrayList<>()).add(host.name());
  }
}
