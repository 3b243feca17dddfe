/**
 * The target {@code vm}: virtual machines over ssh, either hosts that stand already or machines
 * that are made for an attempt and destroyed at its release.
 *
 * <p>{@code machines} is the port between where machines come from and what is done with them:
 * {@code standing} and {@code making} are behind it. {@code settingup} makes a machine ready,
 * {@code running} starts the attempt's program there and knows what became of it. This package
 * joins them.
 */
@NullMarked
package dev.berth.targets.vm;

import org.jspecify.annotations.NullMarked;
