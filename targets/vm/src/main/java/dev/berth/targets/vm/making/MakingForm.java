package dev.berth.targets.vm.making;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.api.Target;
import dev.berth.targets.vm.machines.MachineWish;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What people are shown before they submit: Terraform's configuration of an attempt. */
public final class MakingForm {

  private static final String LATER = "(made when it is submitted)";

  private MakingForm() {}

  /**
   * The configuration; empty if no kind of machine has what is wished. Keys and times that are made
   * at the submission stand in words.
   */
  public static Optional<String> of(
      Target target, MakingSettings settings, AttemptId attempt, MachineWish wish) {
    return NodeChoice.of(target.nodes(), wish.resources(), wish.preemptible())
        .map(choice -> text(target, settings, attempt, wish, choice));
  }

  private static String text(
      Target target,
      MakingSettings settings,
      AttemptId attempt,
      MachineWish wish,
      NodeChoice choice) {
    Order order = Order.of(attempt, target.id(), wish, choice, Instant.EPOCH, Instant.EPOCH);
    Map<String, String> keys = new TreeMap<>();
    order.names().forEach(name -> keys.put(name, LATER));
    String source = settings.module().shipped() ? "./module" : settings.module().name();
    return new Configuration(settings, null)
        .making(
            order,
            new Configuration.Place(source, settings.inputs().keySet()),
            settings.key() + ".pub",
            keys)
        .replace(Instant.EPOCH.toString(), LATER)
        .replace("\"" + Order.SINCE + "\" : \"0\"", "\"" + Order.SINCE + "\" : \"" + LATER + '"');
  }
}
