package dev.berth.testing.platform;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder of Berth's repository, in which everything has been built.
 *
 * @param path the folder
 */
public record Home(Path path) {

  /**
   * As the system property {@code berth.home} says, or else the folder that the present one lies
   * in.
   *
   * @throws IllegalStateException if there is none
   */
  public static Home found() {
    String said = System.getProperty("berth.home");
    Path folder = Path.of(said == null ? "" : said).toAbsolutePath().normalize();
    for (Path one = folder; one != null; one = one.getParent()) {
      if (Files.exists(one.resolve("mvnw")) && Files.isDirectory(one.resolve("contracts"))) {
        return new Home(one);
      }
    }
    throw new IllegalStateException("Berth's repository is not around " + folder);
  }

  /**
   * The program of a service.
   *
   * @throws IllegalStateException if it has not been built
   */
  public Path service(Part part) {
    Path jar = path.resolve(part + "-service/target/quarkus-app/quarkus-run.jar");
    if (!Files.exists(jar)) {
      throw new IllegalStateException(jar + " is not built");
    }
    return jar;
  }
}
