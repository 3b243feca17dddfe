package dev.berth.local.platform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where Berth was built.
 *
 * @param path the top of the repository, absolute
 */
public record Home(Path path) {

  private static final String JAR = "local/cli/target/berth-local-cli-0.1.0-SNAPSHOT.jar";

  /** Makes the path absolute. */
  public Home {
    path = path.toAbsolutePath().normalize();
  }

  /** This program's own jar, which names all others that it needs; the broker is in there too. */
  public Path jar() {
    return path.resolve(JAR);
  }

  /** What starts a service. */
  public Path service(Part part) {
    return path.resolve(part + "-service/target/quarkus-app/quarkus-run.jar");
  }

  /** The three pools that come with Berth. */
  public Path fleet() {
    return path.resolve("examples/local-fleet.yaml");
  }

  /** Where this very Java's programs are. */
  public Path javaPrograms() {
    return Path.of(System.getProperty("java.home"), "bin");
  }

  /** What is not built, of all that a platform needs. */
  public List<Path> missing() {
    return Stream.concat(Stream.of(jar()), Part.SERVICES.stream().map(this::service))
        .filter(file -> !Files.isRegularFile(file))
        .toList();
  }
}
