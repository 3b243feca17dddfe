package dev.berth.testing.bench;

import java.lang.management.ManagementFactory;

/**
 * What it was measured on.
 *
 * @param processors how many the JVM may use
 * @param loadAverage how many threads wanted one in the last minute, all programs together;
 *     negative if not known
 * @param java the JVM's version
 * @param system the operating system
 */
record Machine(int processors, double loadAverage, String java, String system) {

  static Machine now() {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        Runtime.version().toString(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"));
  }
}
