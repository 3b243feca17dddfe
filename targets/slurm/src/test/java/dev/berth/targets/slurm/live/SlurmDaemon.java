package dev.berth.targets.slurm.live;

import java.util.Locale;

/** What a cluster's users speak to, and what can be down. */
public enum SlurmDaemon {
  /** The controller. */
  SLURMCTLD,
  /** REST. */
  SLURMRESTD,
  /** Accounting. */
  SLURMDBD,
  /** The login node, with sshd and all sessions. */
  LOGIN;

  /** As {@code testing/live/slurm/cluster} calls it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
