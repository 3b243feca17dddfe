package dev.berth.targets.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What it takes where Berth itself starts Ray's nodes, one on each machine of an attempt. */
public final class RayOnMachines {

  /** Ray's own default, of the memory that a node has (docs.ray.io, "Object Spilling"). */
  private static final double OBJECT_STORE_PART = 0.3;

  /** Ray takes no less ({@code ray_constants.py}, OBJECT_STORE_MINIMUM_MEMORY_BYTES). */
  private static final long OBJECT_STORE_LEAST_BYTES = 75L << 20;

  private RayOnMachines() {}

  /**
   * A Python program that prints the first of 20 ports, which nobody else who asks it gets before
   * its standard input ends. It has no single quote.
   */
  public static String lease() {
    return text("ray-lease.py");
  }

  /**
   * A Python program that ends once as many of Ray's nodes are there as its second argument says,
   * by the word of the head whose address is the first. It has no single quote.
   */
  public static String nodes() {
    return text("ray-nodes.py");
  }

  /** How much of its memory a node gives to Ray's objects, in bytes. */
  public static long objectStoreBytes(long memoryMiB) {
    return Math.max(OBJECT_STORE_LEAST_BYTES, (long) (memoryMiB * OBJECT_STORE_PART) << 20);
  }

  private static String text(String file) {
    try (InputStream in = RayOnMachines.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }
}
