package dev.berth.targets.vm.making;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.FailureCategory;
import dev.berth.targets.api.NodeShape;
import dev.berth.targets.api.Target;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.vm.machines.Acquisition;
import dev.berth.targets.vm.machines.Held;
import dev.berth.targets.vm.machines.Holding;
import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.machines.MachineWish;
import dev.berth.targets.vm.machines.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes an attempt's machines, or finds those that a predecessor has made before it died. */
final class Acquiring {

  /** How long a provider may take to meet an order; EC2's plug-in waits as long. */
  private static final Duration LAPSE = Duration.ofMinutes(10);

  /** Above what an attempt may run: enough for set-up, checkpoint and release. */
  private static final Duration LEEWAY = Duration.ofHours(1);

  private final Target target;
  private final Workshop workshop;
  private final Terraform terraform;
  private final Finding finding;
  private final Clearing clearing;
  private final Arrival arrival;
  private final Clock clock;

  Acquiring(
      Target target,
      Workshop workshop,
      Terraform terraform,
      Finding finding,
      Clearing clearing,
      Arrival arrival,
      Clock clock) {
    this.target = target;
    this.workshop = workshop;
    this.terraform = terraform;
    this.finding = finding;
    this.clearing = clearing;
    this.arrival = arrival;
    this.clock = clock;
  }

  /** As the port says; whoever calls it holds the attempt's lock. */
  Acquisition acquire(AttemptId attempt, MachineWish wish)
      throws TargetTroubleException, IOException {
    if (workshop.tombstones().sealed(attempt)) {
      return sealed(attempt);
    }
    Path folder = workshop.attempt(attempt);
    if (Files.exists(folder)) {
      awaitPredecessor(attempt, folder);
      if (Terraform.said(folder).outputs().isPresent()) {
        return made(attempt);
      }
      clear(attempt, false);
    } else {
      Found found = finding.find(attempt);
      if (isWhole(found, attempt)) {
        // The folder is lost, or another program's; what is there serves all the same.
        return made(attempt);
      }
      if (!found.things().isEmpty()) {
        clear(attempt, false);
      }
    }
    Optional<NodeChoice> choice =
        NodeChoice.of(target.nodes(), wish.resources(), wish.preemptible());
    return choice.isPresent()
        ? make(attempt, wish, choice.get())
        : new Acquisition.Refused(
            FailureCategory.CONFIGURATION,
            "no kind of machine of target '%s' has %s".formatted(target.id(), wish.resources()));
  }

  private static Acquisition sealed(AttemptId attempt) {
    return new Acquisition.Refused(
        FailureCategory.INFRASTRUCTURE, "attempt " + attempt + " was released before");
  }

  /** The Terraform of one who was killed goes on; it is better waited for than cut short. */
  private void awaitPredecessor(AttemptId attempt, Path folder)
      throws TargetTroubleException, IOException {
    Optional<Session> session = Terraform.session(folder);
    if (session.isPresent()) {
      if (!session.get().leaderEnds(workshop.settings().applyTimeout())) {
        Terraform.stop(folder);
        throw new TargetTroubleException("the Terraform of " + attempt + " took too long");
      }
      // Plug-ins without their Terraform: nobody keeps what they make.
      session.get().kill();
    }
  }

  private Acquisition make(AttemptId attempt, MachineWish wish, NodeChoice choice)
      throws TargetTroubleException, IOException {
    Instant now = clock.instant();
    Order order = Order.of(attempt, target.id(), wish, choice, now, now.plus(LAPSE));
    Path folder = workshop.prepare(workshop.attempt(attempt));
    workshop.writeDown(folder, order);
    // Counted once it is written down: of several at once, none goes beyond the bound.
    NodeShape node = choice.node();
    int ordered = workshop.ordered(node.name());
    if (ordered > node.maximum()) {
      Kept.remove(folder);
      return new Acquisition.Refused(
          FailureCategory.CAPACITY,
          "target '%s' may have %d machines of kind %s, and with these %d would be %d"
              .formatted(target.id(), node.maximum(), node.name(), wish.workers(), ordered));
    }
    workshop.layOut(folder, order, firstBoot(wish));
    String workspace = workshop.workspace(attempt);
    Terraform.Ended init = terraform.init(folder, workspace);
    if (!init.well()) {
      String said = Shown.all(folder);
      Kept.remove(folder);
      throw new TargetTroubleException("init: " + said);
    }
    Terraform.Ended ended = terraform.apply(folder, workspace, workshop.settings().applyTimeout());
    if (workshop.tombstones().sealed(attempt)) {
      clear(attempt, ended.well());
      return sealed(attempt);
    }
    return ended.well() ? made(attempt) : failed(attempt, ended.said().verdict());
  }

  private Acquisition failed(AttemptId attempt, Verdict verdict)
      throws TargetTroubleException, IOException {
    return switch (verdict) {
      case Verdict.Refusal(FailureCategory category, String reason) ->
          // Which of its machines had been made before, nobody tells.
          refused(attempt, category, reason, null);
      case Verdict.Trouble(String reason) -> {
        clear(attempt, false);
        throw new TargetTroubleException("making machines: " + reason);
      }
      case Verdict.Locked(String _, String reason) ->
          throw new TargetTroubleException("making machines: " + reason);
    };
  }

  private Acquisition refused(
      AttemptId attempt, FailureCategory category, String reason, @Nullable Instant heldSince)
      throws TargetTroubleException, IOException {
    clear(attempt, true);
    return new Acquisition.Refused(category, reason, heldSince);
  }

  private void clear(AttemptId attempt, boolean inOrder)
      throws TargetTroubleException, IOException {
    Optional<Instant> until = clearing.clear(attempt, inOrder, null);
    if (until.isPresent()) {
      throw new TargetTroubleException(
          "what a killed Terraform has ordered may still come until " + until.get());
    }
  }

  /** All are there; now they must answer. */
  private Acquisition made(AttemptId attempt) throws TargetTroubleException, IOException {
    Found found = finding.find(attempt);
    if (!isWhole(found, attempt)) {
      return refused(
          attempt,
          FailureCategory.INFRASTRUCTURE,
          "machines were lost as soon as they were made",
          heldSince(attempt, found));
    }
    List<Machine> machines =
        found.of(attempt).map(Holding::machines).orElse(List.of()).stream()
            .map(Held::machine)
            .toList();
    Optional<String> absent = arrival.await(machines);
    return absent.isPresent()
        ? refused(attempt, FailureCategory.CAPACITY, absent.get(), heldSince(attempt, found))
        : new Acquisition.Acquired(machines);
  }

  /** By the order, or by the marks of what somebody else has ordered. */
  private @Nullable Instant heldSince(AttemptId attempt, Found found) throws IOException {
    Optional<Order> order = workshop.order(workshop.attempt(attempt));
    return order.isPresent()
        ? order.get().since()
        : found.of(attempt).flatMap(one -> Order.since(one.labels())).orElse(null);
  }

  private static boolean isWhole(Found found, AttemptId attempt) {
    return found
        .of(attempt)
        .filter(Holding::complete)
        .filter(
            one -> one.machines().stream().allMatch(held -> held.standing() instanceof Standing.Up))
        .isPresent();
  }

  private FirstBoot firstBoot(MachineWish wish) throws IOException {
    MakingSettings settings = workshop.settings();
    Duration longest = wish.maximumDuration();
    Path more = settings.cloudInit();
    return new FirstBoot(
        settings.user(),
        Files.readString(settings.publicKey()).strip(),
        longest == null ? null : longest.plus(LEEWAY),
        more == null ? null : Files.readString(more));
  }
}
