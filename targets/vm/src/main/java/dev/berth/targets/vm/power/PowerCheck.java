package dev.berth.targets.vm.power;

import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.CheckOutcome.Failed;
import dev.berth.targets.api.CheckOutcome.Passed;
import dev.berth.targets.vm.machines.Machine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Asks once about the power of each host, and shows what was said. */
public final class PowerCheck {

  private static final int AT_ONCE = 8;

  private final PowerVigil.Question question;

  /** By that question. */
  public PowerCheck(PowerVigil.Question question) {
    this.question = question;
  }

  /**
   * What came of it.
   *
   * @param hosts all that there are
   * @param answering those of them that answer over ssh: whoever calls these off is wrong
   */
  public CheckOutcome outcome(List<Machine> hosts, Set<Machine> answering) {
    try {
      return read(asked(hosts), answering);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Failed("it was no longer waited for", "run it again");
    }
  }

  private Map<Machine, PowerWord> asked(List<Machine> hosts) throws InterruptedException {
    Map<Machine, PowerWord> words = new LinkedHashMap<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      Map<Machine, Future<PowerWord>> asked = new LinkedHashMap<>();
      hosts.forEach(host -> asked.put(host, threads.submit(() -> question.ask(host))));
      for (Map.Entry<Machine, Future<PowerWord>> one : asked.entrySet()) {
        words.put(one.getKey(), one.getValue().get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    return words;
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
