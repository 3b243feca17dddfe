package dev.berth.local.platform;

import java.nio.file.Path;

/**
 * The folder of one platform: everything that it keeps is in it.
 *
 * @param path such as {@code .berth}, absolute
 */
public record Place(Path path) {

  /** Makes the path absolute. */
  public Place {
    path = path.toAbsolutePath().normalize();
  }

  /** Kafka's files. */
  public Path broker() {
    return path.resolve("broker");
  }

  /** Spans. */
  public Path traces() {
    return path.resolve("traces");
  }

  /** What a service keeps for itself; it can be made anew from the topics. */
  public Path state(Part part) {
    return path.resolve("state").resolve(part.toString());
  }

  /** What a part prints. */
  public Path log(Part part) {
    return path.resolve("logs").resolve(part + ".log");
  }

  /** The process of a part. */
  public PidFile pidFile(Part part) {
    return new PidFile(path.resolve("run").resolve(part + ".pid"));
  }

  /** The process that supervises the parts, where one does. */
  public PidFile supervisor() {
    return new PidFile(path.resolve("run").resolve("up.pid"));
  }

  /** What runs here: a {@link Running} as JSON. */
  public Path running() {
    return path.resolve("run").resolve("platform.json");
  }

  /** The fleet of a platform that was given none. */
  public Path fleet() {
    return path.resolve("fleet.yaml");
  }
}
