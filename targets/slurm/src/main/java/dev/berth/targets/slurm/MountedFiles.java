package dev.berth.targets.slurm;

import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.slurm.conversation.SiteFiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/** The site's scratch file system where this machine has it mounted. */
final class MountedFiles implements SiteFiles {

  private static final int MOST = 4_096;

  private final String scratch;
  private final Path mount;
  private final Clock clock;

  /**
   * @param scratch Berth's folder, as the site calls it
   * @param mount the same, as this machine calls it
   */
  MountedFiles(String scratch, Path mount, Clock clock) {
    this.clock = clock;
    this.scratch = scratch;
    this.mount = mount;
  }

  @Override
  public Optional<byte[]> read(String path, long offset, int most) throws TargetTroubleException {
    return reach(() -> {
      try (RandomAccessFile file = new RandomAccessFile(here(path).toFile(), "r")) {
        file.seek(Math.min(offset, file.length()));
        byte[] piece = new byte[most];
        int count = file.read(piece);
        return Optional.of(Arrays.copyOf(piece, Math.max(0, count)));
      } catch (java.io.FileNotFoundException e) {
        return Optional.empty();
      }
    });
  }

  @Override
  public Optional<byte[]> readEnd(String path, int most) throws TargetTroubleException {
    long size =
        reach(() ->
            Files.exists(here(path)) ? Long.valueOf(Files.size(here(path))) : Long.valueOf(-1));
    return size < 0 ? Optional.empty() : read(path, Math.max(0, size - most), most);
  }

  @Override
  public Map<String, String> present(Collection<String> paths) throws TargetTroubleException {
    return reach(() -> {
      Map<String, String> found = new LinkedHashMap<>();
      for (String path : paths) {
        try (var in = Files.newInputStream(here(path))) {
          found.put(path, new String(in.readNBytes(MOST), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
          // It is not there, which is an answer.
        }
      }
      return found;
    });
  }

  @Override
  public boolean create(String path, String content) throws TargetTroubleException {
    return reach(() -> {
      Path file = here(path);
      Files.createDirectories(file.getParent());
      Path part = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
      Files.writeString(part, content + '\n');
      try {
        Files.createLink(file, part);
        return true;
      } catch (FileAlreadyExistsException e) {
        return false;
      } finally {
        Files.delete(part);
      }
    });
  }

  @Override
  public void makeFolder(String path) throws TargetTroubleException {
    reach(() -> Files.createDirectories(here(path)));
  }

  @Override
  public void remove(String path) throws TargetTroubleException {
    reach(() -> {
      Path top = here(path);
      if (Files.exists(top)) {
        try (Stream<Path> all = Files.walk(top)) {
          for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
            Files.deleteIfExists(one);
          }
        }
      }
      return top;
    });
  }

  @Override
  public Set<String> names(String folder) throws TargetTroubleException {
    return reach(() -> {
      Set<String> names = new TreeSet<>();
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(here(folder))) {
        entries.forEach(entry -> names.add(entry.getFileName().toString()));
      } catch (NoSuchFileException e) {
        // Nothing was made there yet.
      }
      return names;
    });
  }

  @Override
  public Set<String> aged(String folder, String file, Duration age, int most)
      throws TargetTroubleException {
    Set<String> aged = new TreeSet<>();
    for (String name : names(folder)) {
      boolean old =
          reach(() -> {
            Path one = here(folder).resolve(name).resolve(file);
            return Files.exists(one)
                && Files.getLastModifiedTime(one).toInstant().isBefore(clock.instant().minus(age));
          });
      if (old && aged.size() < most) {
        aged.add(name);
      }
    }
    return aged;
  }

  @Override
  public String way() {
    return "the mount " + mount;
  }

  private Path here(String path) throws IOException {
    if (!path.equals(scratch) && !path.startsWith(scratch + '/')) {
      throw new IOException(path + " is not within " + scratch);
    }
    return path.equals(scratch) ? mount : mount.resolve(path.substring(scratch.length() + 1));
  }

  private interface Reaching<T> {
    T go() throws IOException;
  }

  /** A mount that is away leaves an empty folder behind, which must not look like an empty site. */
  private <T> T reach(Reaching<T> reaching) throws TargetTroubleException {
    if (!Files.isDirectory(mount)) {
      throw new TargetTroubleException(mount + " is not there: is it mounted?");
    }
    try {
      return reaching.go();
    } catch (IOException e) {
      throw new TargetTroubleException("files in " + mount, e);
    }
  }
}
