/** Real machines for live tests: {@code testing/live/hosts/hosts} (root only). */
@org.jspecify.annotations.NullMarked
package dev.berth.targets.ssh.live;
