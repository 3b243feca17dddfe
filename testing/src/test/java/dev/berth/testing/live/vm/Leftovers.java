package dev.berth.testing.live.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.JobId;
import dev.berth.targets.ssh.live.HostGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What attempts have left on this machine, which is where all the machines are: not by Berth's word
 * but by what lies there and what runs.
 *
 * @param found each with whose it is
 */
record Leftovers(List<Left> found) {

  /**
   * One thing.
   *
   * @param attempt whose; empty for what is nobody's
   * @param what in a few words
   */
  record Left(String attempt, String what) {}

  Leftovers {
    found = List.copyOf(found);
  }

  static Leftovers of(List<Yard> yards) {
    List<Left> found = new ArrayList<>();
    for (Yard yard : yards) {
      HostGroup group = yard.group();
      group.ordered().forEach((name, one) -> found.add(new Left(one.attempt(), "machine " + name)));
      group.marked().forEach(attempt -> found.add(new Left(attempt, "mark in " + group.name())));
      if (yard.makes()) {
        for (String name : List.of("attempts", "locks", "strays")) {
          files(yard.folder().resolve(name))
              .forEach(attempt -> found.add(new Left(attempt, "file in " + name)));
        }
      } else {
        standing(yard, found);
      }
      processes(group, yard.folder(), found);
    }
    return new Leftovers(found);
  }

  /** Claims and folders on hosts that stand; what was printed and seals are to stay. */
  private static void standing(Yard yard, List<Left> found) {
    for (String name : List.of("claims", "runs")) {
      for (Path host : hosts(yard.group())) {
        files(host.resolve("disk/own/home/admin/.berth").resolve(yard.id().value()).resolve(name))
            .forEach(attempt ->
                found.add(new Left(attempt, "%s on %s".formatted(name, host.getFileName()))));
      }
    }
  }

  private static List<Path> hosts(HostGroup group) {
    try (DirectoryStream<Path> hosts = Files.newDirectoryStream(group.folder(), "h[0-9]*")) {
      List<Path> all = new ArrayList<>();
      hosts.forEach(all::add);
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> files(Path folder) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      List<String> names = new ArrayList<>();
      files.forEach(file -> names.add(file.getFileName().toString()));
      return names;
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of attempts, on whichever machine, and Terraforms with what they have started. */
  private static void processes(HostGroup group, Path terraform, List<Left> found) {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path one : all) {
        attemptOf(one, group)
            .ifPresent(attempt -> found.add(new Left(attempt, "process " + one.getFileName())));
        workingFolder(one)
            .filter(folder -> !terraform.toString().isEmpty() && folder.startsWith(terraform))
            .filter(folder -> !folder.startsWith(terraform.resolve("finding")))
            .ifPresent(folder ->
                found.add(
                    new Left(folder.getFileName().toString(), "process " + one.getFileName())));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> attemptOf(Path process, HostGroup group) {
    try {
      List<String> environment =
          Arrays.asList(
              new String(Files.readAllBytes(process.resolve("environ")), StandardCharsets.UTF_8)
                  .split("\0"));
      return environment.stream()
          .filter(_ -> isIn(environment, group))
          .filter(variable -> variable.startsWith("BERTH_ATTEMPT="))
          .map(variable -> variable.substring("BERTH_ATTEMPT=".length()))
          .findFirst();
    } catch (IOException e) {
      // It has ended meanwhile.
      return Optional.empty();
    }
  }

  private static boolean isIn(List<String> environment, HostGroup group) {
    return environment.stream()
        .anyMatch(variable ->
            variable.startsWith("BERTH_RUN=") && variable.contains("/" + group.name() + "/"));
  }

  private static Optional<Path> workingFolder(Path process) {
    try {
      return Optional.of(Files.readSymbolicLink(process.resolve("cwd")));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  void assertNoneOf(JobId job) {
    assertThat(found).filteredOn(left -> isOf(job, left.attempt())).isEmpty();
  }

  private static boolean isOf(JobId job, String attempt) {
    try {
      return AttemptId.parse(attempt).job().equals(job);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  void assertNone() {
    assertThat(found).isEmpty();
  }
}
