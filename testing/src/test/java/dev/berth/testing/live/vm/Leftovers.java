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
      processes(yard, found);
    }
    return new Leftovers(found);
  }

  /** Claims and folders on hosts that stand; what was printed and seals are to stay. */
  private static void standing(Yard yard, List<Left> found) {
    for (String one : yard.group().inventory().split(",")) {
      String host = one.split("=", 2)[0];
      yard.group()
          .on(
              host,
              "cd ~admin && for one in claims runs; do ls -1 %s/$one 2>/dev/null; done; true"
                  .formatted(yard.scratch()))
          .lines()
          .forEach(attempt -> found.add(new Left(attempt, "file on " + host)));
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
  private static void processes(Yard yard, List<Left> found) {
    ProcessHandle.allProcesses()
        .forEach(process ->
            attemptOf(process, yard)
                .ifPresent(attempt -> found.add(new Left(attempt, "process " + process.pid()))));
    terraforms(yard.folder())
        .forEach(process ->
            found.add(
                new Left(
                    workingFolder(process).map(Path::getFileName).map(Path::toString).orElse(""),
                    "Terraform's process " + process.pid())));
  }

  /**
   * What makes or destroys machines now, by where it works.
   *
   * @param folder a target's, or an empty path for none
   */
  static List<ProcessHandle> terraforms(Path folder) {
    return folder.toString().isEmpty()
        ? List.of()
        : ProcessHandle.allProcesses()
            .filter(process ->
                workingFolder(process)
                    .filter(cwd -> cwd.startsWith(folder))
                    .filter(cwd -> !cwd.startsWith(folder.resolve("finding")))
                    .isPresent())
            .toList();
  }

  /** What speaks to a group's machines now, by the key that it was given. */
  static List<ProcessHandle> connections(Yard yard) {
    String key = yard.group().key().toString();
    return ProcessHandle.allProcesses()
        .filter(process -> {
          try {
            return Files.readString(of(process).resolve("cmdline"), StandardCharsets.ISO_8859_1)
                .contains(key);
          } catch (IOException e) {
            // It has ended meanwhile.
            return false;
          }
        })
        .toList();
  }

  private static Optional<String> attemptOf(ProcessHandle process, Yard yard) {
    try {
      List<String> environment =
          Arrays.asList(
              new String(Files.readAllBytes(of(process).resolve("environ")), StandardCharsets.UTF_8)
                  .split("\0"));
      return environment.stream()
          .filter(_ -> isIn(environment, yard))
          .filter(variable -> variable.startsWith("BERTH_ATTEMPT="))
          .map(variable -> variable.substring("BERTH_ATTEMPT=".length()))
          .findFirst();
    } catch (IOException e) {
      // It has ended meanwhile.
      return Optional.empty();
    }
  }

  private static boolean isIn(List<String> environment, Yard yard) {
    return environment.stream()
        .anyMatch(variable ->
            variable.startsWith("BERTH_RUN=") && variable.contains(yard.scratch() + "/"));
  }

  private static Optional<Path> workingFolder(ProcessHandle process) {
    try {
      return Optional.of(Files.readSymbolicLink(of(process).resolve("cwd")));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Path of(ProcessHandle process) {
    return Path.of("/proc", Long.toString(process.pid()));
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
