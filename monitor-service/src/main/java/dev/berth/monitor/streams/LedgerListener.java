package dev.berth.monitor.streams;

import dev.berth.contracts.Envelope;
import dev.berth.contracts.Event;
import dev.berth.contracts.JobId;
import dev.berth.monitor.JobPhase;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Hears what the ledger does, for metrics, logs and health. Called on the stream's threads. */
public interface LedgerListener {

  /** An event or a timer was worked off, and these events are written. */
  void folded(JobId job, List<Envelope<? extends Event>> outputs);

  /** How many jobs of a partition stand in each phase, now. */
  void phases(int partition, Map<JobPhase, Long> jobs);

  /** A partition is here no longer. */
  void gone(int partition);

  /** A timer was worked off, so long after it was due. */
  void woken(Duration late);

  /** Something could not be read and goes to the dead letters. */
  void deadLettered(String topic, int partition, long offset, String reason);

  /** An event stands in another partition than its job's, and is not taken. */
  void misplaced(String topic, int partition, long offset, JobId job);

  /** The ledger failed in a way that is our own fault. */
  void failed(JobId job, RuntimeException failure);

  /** The stream's state, in a few words, and whether it works. */
  void became(String state, boolean running);

  /** The stream was in trouble, and starts again. */
  void troubled(Throwable trouble);

  /** The ledger's consumer is so many records behind on that partition. */
  void lag(String topic, int partition, long records);
}
