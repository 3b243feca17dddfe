package dev.berth.monitor.wiring;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** The monitor's settings. */
@ConfigMapping(prefix = "berth.monitor")
public interface MonitorConfig {

  /** The group that replicas share; it also names the topics that hold the stores. */
  @WithDefault("berth-monitor")
  String group();

  /** Tells replicas apart; the same after a restart (a StatefulSet's pod name). */
  String instance();

  /** Where other replicas reach this one, as host:port. */
  String server();

  /** The ledger's times. */
  LedgerTimes ledger();

  /** The stream. */
  Streams streams();

  /** The watchers. */
  Watch watch();

  /** Questions by HTTP. */
  Http http();

  /** See {@link dev.berth.monitor.LedgerPolicy}. */
  interface LedgerTimes {

    /** How long a target must have gone without listing an attempt before that proves its loss. */
    @WithDefault("2s")
    Duration proofAfter();

    /** How long something may be on a target that nothing accounts for. */
    @WithDefault("1m")
    Duration orphanGrace();

    /** How long an attempt may go without a word before it is called suspect. */
    @WithDefault("30s")
    Duration suspectAfter();

    /** How long an ended job stays in the ledger. */
    @WithDefault("7d")
    Duration retention();
  }

  /** See {@link dev.berth.monitor.streams.StreamsSettings}. */
  interface Streams {

    /** The stores' files. */
    @WithDefault("berth-monitor-state")
    Path stateDirectory();

    /** How many threads share the partitions. */
    @WithDefault("2")
    int threads();

    /** The longest between two transactions. */
    @WithDefault("100ms")
    Duration commitInterval();

    /** The least between two transactions that others wait for. */
    @WithDefault("20ms")
    Duration commitSpacing();

    /** How long a thread waits for records before it looks at timers and commits. */
    @WithDefault("20ms")
    Duration pollInterval();

    /** How many records one poll brings at most. */
    @WithDefault("1000")
    int recordsPerPoll();

    /** How many records of a partition wait to be folded at most. */
    @WithDefault("1000")
    int recordsPerPartition();

    /** How much memory the stores themselves take together. */
    @WithDefault("128M")
    MemorySize stores();

    /** When the group gives up a replica that says nothing. */
    @WithDefault("10s")
    Duration sessionTimeout();

    /** When the brokers give up a transaction that nobody ends. */
    @WithDefault("10s")
    Duration transactionTimeout();

    /** How long the stream rests after trouble, and between looks for missing topics. */
    @WithDefault("1s")
    Duration pause();

    /** How long the brokers may take to say which topics they have. */
    @WithDefault("5s")
    Duration lookTimeout();

    /** How long closing may take. */
    @WithDefault("10s")
    Duration closeTimeout();

    /** How many failed threads are replaced a minute. */
    @WithDefault("10")
    int threadsReplacedPerMinute();

    /** How many times in a row the stream is started in vain before it is beyond repair. */
    @WithDefault("20")
    int repairs();

    /** Between two looks for timers that are due. */
    @WithDefault("100ms")
    Duration timerInterval();

    /** How many timers of a partition one look works off at most. */
    @WithDefault("1000")
    int timersPerRun();
  }

  /** See {@link dev.berth.monitor.watch.WatchSettings}. */
  interface Watch {

    /** Between two looks at a target. */
    @WithDefault("1s")
    Duration lookInterval();

    /** The longest between two readings of a target. */
    @WithDefault("10s")
    Duration readingInterval();

    /** Between two reports of the same thing that nothing accounts for. */
    @WithDefault("5s")
    Duration strayInterval();

    /** Between two looks at the fleet file. */
    @WithDefault("1s")
    Duration fleetInterval();

    /**
     * How long one call to a target's driver is waited for, above the time-outs that drivers have
     * themselves; then the target is unreachable until a later look is answered.
     */
    @WithDefault("2m")
    Duration callTimeout();

    /** How long one event may take to be acknowledged, retries included. */
    @WithDefault("10s")
    Duration publishTimeout();

    /** How many bytes may wait to be sent. */
    @WithDefault("8M")
    MemorySize publishMemory();
  }

  /** See {@link dev.berth.monitor.http.HttpSettings}. */
  interface Http {

    /** How long another replica may take to answer. */
    @WithDefault("5s")
    Duration peerTimeout();

    /** How many jobs of a partition one list looks through at most. */
    @WithDefault("20000")
    int examinedPerPartition();

    /** The longest that an event stream says nothing. */
    @WithDefault("15s")
    Duration heartbeat();

    /** How many streams of events and logs are open at once at most. */
    @WithDefault("100")
    int streams();

    /** How long one look for events waits; bounds how soon the end of a listener is seen. */
    @WithDefault("500ms")
    Duration pollTimeout();

    /** How many records of one topic wait for those of the others at most. */
    @WithDefault("500")
    int buffered();
  }
}
