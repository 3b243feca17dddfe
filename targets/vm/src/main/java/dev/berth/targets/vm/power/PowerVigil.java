package dev.berth.targets.vm.power;

import dev.berth.targets.vm.machines.Machine;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Asks again and again about the power of each host that is silent, for as long as somebody wants
 * to know, and keeps the answers. It knows what it has heard itself: another program, or this one
 * after a restart, begins anew.
 */
public final class PowerVigil implements AutoCloseable {

  /** Longer than anybody who still wants to know waits between two calls. */
  private static final Duration WANTED = Duration.ofMinutes(10);

  /** Programs at a time, whatever the number of hosts. */
  private static final int AT_ONCE = 8;

  private final PowerStatus settings;
  private final Duration patience;
  private final Question question;
  private final Supplier<Instant> now;
  private final Semaphore places = new Semaphore(AT_ONCE, true);
  private final Map<Machine, Watch> watches = new HashMap<>();
  private boolean closed;

  /** What is asked. */
  @FunctionalInterface
  public interface Question {

    /** Asks about one host. */
    PowerWord ask(Machine host) throws InterruptedException;
  }

  /** Over one host, from the beginning of its silence to the end of it. */
  private static final class Watch {
    private final CountDownLatch over = new CountDownLatch(1);
    private Darkness darkness;
    private Instant wanted;

    Watch(Instant now) {
      this.darkness = Darkness.since(now);
      this.wanted = now;
    }
  }

  /**
   * Asks nobody before a host is silent.
   *
   * @param timeout of one question
   * @param now a clock that nobody sets
   */
  public PowerVigil(
      PowerStatus settings, Duration timeout, Question question, Supplier<Instant> now) {
    this.settings = settings;
    this.patience = settings.patience(timeout);
    this.question = question;
    this.now = now;
  }

  /** That a host answers: what was said of its power counts no more. */
  public synchronized void heard(Machine host) {
    Watch watch = watches.remove(host);
    if (watch != null) {
      watch.over.countDown();
    }
  }

  /**
   * That a host does not answer, though it was asked just now; from the first time on its power is
   * asked about.
   *
   * @return the proof that it is off, in one sentence; empty as long as there is none
   */
  public synchronized Optional<String> silent(Machine host) {
    if (closed) {
      return Optional.empty();
    }
    Instant at = now.get();
    Watch watch = watches.get(host);
    if (watch == null) {
      Watch begun = new Watch(at);
      watches.put(host, begun);
      Thread.ofVirtual().name("power of " + host.name()).start(() -> keep(host, begun));
      return Optional.empty();
    }
    watch.wanted = at;
    return watch.darkness.proof(host, settings.least(), patience, at);
  }

  private void keep(Machine host, Watch watch) {
    try {
      Instant begun;
      do {
        places.acquire();
        try {
          begun = now.get();
          PowerWord word = question.ask(host);
          told(watch, word, begun);
        } finally {
          places.release();
        }
      } while (isWanted(host, watch)
          && !watch.over.await(untilNext(begun).toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void told(Watch watch, PowerWord word, Instant begun) {
    watch.darkness = watch.darkness.after(word, begun, now.get(), patience);
  }

  private synchronized boolean isWanted(Machine host, Watch watch) {
    boolean wanted = !closed && now.get().isBefore(watch.wanted.plus(WANTED));
    if (!wanted) {
      watches.remove(host, watch);
    }
    return wanted;
  }

  private Duration untilNext(Instant begun) {
    Duration left = Duration.between(now.get(), begun.plus(settings.pause()));
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** Asks no more; a program that runs is let end. */
  @Override
  public synchronized void close() {
    closed = true;
    watches.values().forEach(watch -> watch.over.countDown());
    watches.clear();
  }
}
