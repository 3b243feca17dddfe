/**
 * Makes decisions so on their targets and releases what they made. It decides nothing.
 *
 * <p>{@link dev.berth.provisioner.Lane} is the whole behaviour, pure: {@code Lane.after(state,
 * input)} gives the next state and {@link dev.berth.provisioner.Directive}s. A lane is one job's;
 * in it, each attempt has a {@link dev.berth.provisioner.Course} with at most one {@link
 * dev.berth.provisioner.Task} under way. {@link dev.berth.provisioner.Performing} carries a task
 * out with a target's driver or tells its outcome.
 *
 * <p>To drive it, whether by threads or by a simulation: keep a {@link
 * dev.berth.provisioner.LaneState} per job, {@code EMPTY} at first, and feed it one input at a
 * time.
 *
 * <ul>
 *   <li>For each event read, feed {@code Placed} or {@code Ended} with its {@code Receipt}.
 *   <li>{@code Perform(task)}: at any later time, once, feed {@code Answered(task,
 *       calls.perform(task))}. Tasks of different attempts may be carried out in any order or at
 *       the same time.
 *   <li>{@code Retry(task, tries)}: at any later time feed {@code Due(task, tries)}; {@link
 *       dev.berth.provisioner.Backoff} says when.
 *   <li>{@code Acknowledge(receipts)}: those events need not come again.
 *   <li>{@code Skip}: tell people; nothing else.
 * </ul>
 *
 * <p>A crash, between any two of these, is to forget all states, waits and tasks (a task that was
 * being carried out may or may not have reached its target) and to feed every event again whose
 * receipt was not acknowledged. A lane that is {@code idle()} may be forgotten at any time: what it
 * knew then only spares a call, since the targets refuse what was released before.
 *
 * <p>{@code running} drives lanes on threads; the edges stand in {@code kafka}, {@code fleet},
 * {@code http} and {@code telemetry}; {@code wiring} joins them.
 */
@NullMarked
package dev.berth.provisioner;

import org.jspecify.annotations.NullMarked;
