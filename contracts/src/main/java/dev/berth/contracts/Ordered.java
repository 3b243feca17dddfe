package dev.berth.contracts;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Copies maps in the order of their keys: what is written from them is the same bytes every time.
 */
final class Ordered {

  private Ordered() {}

  static <K extends Comparable<K>, V> Map<K, V> copyOf(Map<K, V> map) {
    return Collections.unmodifiableMap(new TreeMap<>(map));
  }
}
