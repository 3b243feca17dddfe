package dev.berth.provisioner;

import java.util.Comparator;

/**
 * What an event came with. It is given back once all that follows from the event is done and
 * published; until then the event counts as unread, so that it comes again after a crash.
 *
 * @param topic where the event stood
 * @param partition in which partition
 * @param offset at which place there, from 0
 */
public record Receipt(String topic, int partition, long offset) implements Comparable<Receipt> {

  private static final Comparator<Receipt> ORDER =
      Comparator.comparing(Receipt::topic)
          .thenComparingInt(Receipt::partition)
          .thenComparingLong(Receipt::offset);

  @Override
  public int compareTo(Receipt other) {
    return ORDER.compare(this, other);
  }
}
