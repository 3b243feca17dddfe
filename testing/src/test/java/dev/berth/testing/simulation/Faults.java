package dev.berth.testing.simulation;

import dev.berth.contracts.Topic;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** What strikes from outside, between any two steps. */
final class Faults {

  private final RandomGenerator random;
  private final Weather weather;
  private final AdvisorActor advisor;
  private final ProvisionerActor provisioner;
  private final LedgerActor ledger;
  private final List<WatcherActor> watchers;
  private final List<SimulatedTarget> targets;

  Faults(
      World world,
      AdvisorActor advisor,
      ProvisionerActor provisioner,
      LedgerActor ledger,
      List<WatcherActor> watchers) {
    this.random = world.random();
    this.weather = world.weather();
    this.advisor = advisor;
    this.provisioner = provisioner;
    this.ledger = ledger;
    this.watchers = watchers;
    this.targets = world.targets();
  }

  void strike() {
    if (weather.crashes()) {
      crash();
    }
    if (weather.silences()) {
      any(targets).fallSilent(Duration.ofMillis(random.nextInt(20_000)));
    }
    if (weather.silences() && random.nextInt(4) == 0) {
      any(targets).strikeDown();
    }
  }

  private void crash() {
    switch (random.nextInt(8)) {
      case 0 -> advisor.crash();
      case 1 -> provisioner.crash();
      case 2 -> provisioner.lose(random.nextInt(Topic.JOB_PARTITIONS));
      case 3 -> ledger.crash();
      case 4 -> any(watchers).crash();
      case 5 -> provisioner.readAgain();
      case 6 -> ledger.readAgain();
      default -> {
        ledger.crash();
        watchers.forEach(WatcherActor::crash);
      }
    }
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
