package dev.berth.targets.vm.standing;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.FailureCategory;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.vm.machines.Acquisition;
import dev.berth.targets.vm.machines.Labels;
import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.machines.MachineWish;
import dev.berth.targets.vm.remote.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Writes an attempt's claim on its own hosts, and then on as many others as make more than half.
 * Who finds a claim goes on with it: the one who began it has crashed.
 */
final class Claiming {

  /** How often others may be quicker. */
  private static final int TRIES = 3;

  private final Inventory inventory;
  private final Hosts hosts;
  private final Claims claims;
  private final Placing placing;

  Claiming(Inventory inventory, Hosts hosts, Claims claims) {
    this.inventory = inventory;
    this.hosts = hosts;
    this.claims = claims;
    this.placing = new Placing(inventory);
  }

  Acquisition acquire(AttemptId attempt, MachineWish wish) throws TargetTroubleException {
    Acquisition outcome = null;
    for (int i = 0; i < TRIES && outcome == null; i++) {
      outcome = tried(attempt, wish).orElse(null);
    }
    return outcome == null
        ? new Acquisition.Refused(
            FailureCategory.CAPACITY, "others were quicker each of %d times".formatted(TRIES))
        : outcome;
  }

  /** Empty if somebody else has got the room meanwhile. */
  private Optional<Acquisition> tried(AttemptId attempt, MachineWish wish)
      throws TargetTroubleException {
    Survey survey = hosts.survey();
    Set<AttemptId> asked = new LinkedHashSet<>(survey.attempts());
    asked.add(attempt);
    Set<AttemptId> released = hosts.released(survey, asked);
    bury(survey, released);
    if (released.contains(attempt) || survey.sealed(attempt)) {
      return Optional.of(released(attempt));
    }
    Optional<Claim> before = survey.claim(attempt);
    if (before.isPresent() && !sameSpec(before.get(), wish)) {
      return Optional.of(
          new Acquisition.Refused(
              FailureCategory.CONFIGURATION,
              "attempt " + attempt + " is there already, with another spec"));
    }
    int live = survey.attempts().size() - released.size();
    Optional<Claim> claim =
        before.isPresent() || live < inventory.target().maximumAttempts()
            ? before.or(() -> placing.claim(wish, survey))
            : Optional.empty();
    return claim.isEmpty()
        ? Optional.of(noRoom(wish, survey, live))
        : made(attempt, claim.get(), survey);
  }

  private static boolean sameSpec(Claim claim, MachineWish wish) {
    return Objects.equals(claim.labels().get(Labels.SPEC), wish.labels().get(Labels.SPEC));
  }

  private Optional<Acquisition> made(AttemptId attempt, Claim claim, Survey survey)
      throws TargetTroubleException {
    List<Machine> machines = new ArrayList<>();
    for (String name : claim.hosts()) {
      Optional<Machine> host = inventory.host(name);
      if (host.isEmpty()) {
        return Optional.of(
            new Acquisition.Refused(
                FailureCategory.INFRASTRUCTURE,
                "its host %s is no more among the target's".formatted(name)));
      }
      machines.add(host.get());
    }
    Set<Machine> own = new LinkedHashSet<>(machines);
    Map<Machine, Answer<Claims.Made>> answers =
        new LinkedHashMap<>(hosts.each(own, host -> claim(host, attempt, claim)));
    for (Answer<Claims.Made> answer : answers.values()) {
      switch (answer) {
        case Answer.Silent<Claims.Made>(String why) -> throw new TargetTroubleException(why);
        case Answer.Heard<Claims.Made>(Claims.Made made) -> {
          if (made == Claims.Made.RELEASED) {
            return Optional.of(released(attempt));
          }
          if (made != Claims.Made.HERE) {
            hosts.each(own, host -> unclaimed(host, attempt));
            return Optional.empty();
          }
        }
      }
    }
    Set<Machine> others = new LinkedHashSet<>(survey.heard().keySet());
    others.removeAll(own);
    answers.putAll(hosts.each(others, host -> claim(host, attempt, claim)));
    if (answers.containsValue(new Answer.Heard<>(Claims.Made.RELEASED))) {
      return Optional.of(released(attempt));
    }
    hosts.requireMajority("claims of " + attempt, answers);
    return Optional.of(new Acquisition.Acquired(machines));
  }

  /** A claim that a crash has left there, and by which nothing has started, makes way. */
  private Claims.Made claim(Machine host, AttemptId attempt, Claim claim)
      throws TargetTroubleException {
    Room room = inventory.room(host);
    Claims.Made made = claims.claim(host, attempt, claim, room);
    if (made == Claims.Made.OTHER) {
      claims.unclaim(host, attempt);
      made = claims.claim(host, attempt, claim, room);
    }
    return made;
  }

  private boolean unclaimed(Machine host, AttemptId attempt) throws TargetTroubleException {
    claims.unclaim(host, attempt);
    return true;
  }

  /** Claims that were out of reach when their attempts were released. */
  private void bury(Survey survey, Set<AttemptId> released) throws TargetTroubleException {
    for (AttemptId attempt : released) {
      Set<Machine> left = new LinkedHashSet<>(survey.heard().keySet());
      left.removeAll(survey.without(attempt));
      hosts.each(
          left,
          host -> {
            claims.bury(host, attempt);
            return true;
          });
    }
  }

  /** Infrastructure, for the one who hears this first: a crash kept the first answer from it. */
  private static Acquisition released(AttemptId attempt) {
    return new Acquisition.Refused(
        FailureCategory.INFRASTRUCTURE, "attempt " + attempt + " was released here");
  }

  private Acquisition noRoom(MachineWish wish, Survey survey, int live) {
    String silences = survey.silences();
    return new Acquisition.Refused(
        FailureCategory.CAPACITY,
        "no room for %d workers of %s cores and %d MiB on %d hosts that answer, with %d of %d attempts%s%s"
            .formatted(
                wish.workers(),
                wish.resources().cpus(),
                wish.resources().memoryMiB(),
                survey.heard().size(),
                live,
                inventory.target().maximumAttempts(),
                placing.everFits(wish) ? "" : "; no host is large enough",
                silences.isEmpty() ? "" : "; " + silences));
  }
}
