package dev.berth.targets.vm.machines;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Capacity;
import dev.berth.targets.api.TargetTroubleException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where machines come from. Calls block and may be repeated after a crash at any moment; several
 * programs, on several machines, use a source of the same target at once. What {@link #holdings}
 * and {@link #capacity} tell comes from the machines and their provider alone, never from what only
 * the program has that acquired them.
 */
public interface MachineSource extends AutoCloseable {

  /**
   * Gets the machines of an attempt, all of them or none. What the attempt has already is the
   * answer; an attempt that was sealed or given back is refused for ever, as {@code
   * infrastructure}. Machines that a refusal leaves are given back before it is answered, or by the
   * {@link Seal#giveBack} that follows every refusal.
   *
   * @throws TargetTroubleException if it cannot be said now: ask again
   */
  Acquisition acquire(AttemptId attempt, MachineWish wish) throws TargetTroubleException;

  /** Every attempt that has machines, or is to have them and may get them yet. */
  List<Holding> holdings() throws TargetTroubleException;

  /**
   * From now on the attempt is refused for ever, and gets no further machine; those that it has
   * stay. What was never acquired is sealed, too.
   */
  Seal seal(AttemptId attempt) throws TargetTroubleException;

  /** Since when an attempt has had machines that are charged for; empty if it has none such. */
  Optional<Instant> heldSince(AttemptId attempt) throws TargetTroubleException;

  /** What there is, or may be made, and what of it is free. */
  Capacity capacity() throws TargetTroubleException;

  /** Lets go of connections and threads; touches no machine. */
  @Override
  void close();
}
