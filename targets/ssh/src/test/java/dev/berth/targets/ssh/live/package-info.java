/**
 * Real machines for live tests: {@code testing/live/hosts/hosts} (root only), and jobs for drivers
 * to run.
 */
@org.jspecify.annotations.NullMarked
package dev.berth.targets.ssh.live;
