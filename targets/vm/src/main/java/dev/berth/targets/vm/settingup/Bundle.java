package dev.berth.targets.vm.settingup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Files that a tool works by, by their relative paths.
 *
 * @param files ordered by path
 */
record Bundle(Map<String, byte[]> files) {

  private static final String RESOURCES = "/dev/berth/targets/vm/setup/";

  /** More than any manifest or cookbook needs; it goes through a shell's standard input. */
  private static final long MOST_BYTES = 16L << 20;

  private static final int LINE = 76;

  Bundle {
    files = new TreeMap<>(files);
  }

  /** What comes with Berth. */
  static Bundle shipped(List<String> names) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (String name : names) {
      try (InputStream in = Bundle.class.getResourceAsStream(RESOURCES + name)) {
        if (in == null) {
          throw new IOException("resource " + RESOURCES + name + " is missing");
        }
        files.put(name.substring(name.indexOf('/') + 1), in.readAllBytes());
      }
    }
    return new Bundle(files);
  }

  /**
   * All regular files below a folder, under that name.
   *
   * @throws IOException if it cannot be read, or is too large
   */
  static Bundle of(Path folder, String prefix) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    long sum = 0;
    List<Path> all = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      walk.filter(Files::isRegularFile).forEach(all::add);
    }
    for (Path file : all) {
      sum += Files.size(file);
      if (sum > MOST_BYTES) {
        throw new IOException(folder + " has more than " + MOST_BYTES + " bytes");
      }
      files.put(prefix + folder.relativize(file), Files.readAllBytes(file));
    }
    return new Bundle(files);
  }

  Bundle with(String name, byte[] content) {
    Map<String, byte[]> more = new TreeMap<>(files);
    more.put(name, content);
    return new Bundle(more);
  }

  void writeTo(Path folder) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }

  /** A shell program that makes these files in the folder {@code $dir}, which it makes, too. */
  String unpacking() {
    StringBuilder text =
        new StringBuilder(
            """
            umask 077
            dir=$(mktemp -d "${TMPDIR:-/tmp}/berth-set-up.XXXXXX") || exit 1
            """);
    files.forEach((name, content) -> {
      String path = dev.berth.targets.ssh.Words.quoted(name);
      String encoded = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(content);
      text.append("mkdir -p \"$dir\"/\"$(dirname ").append(path).append(")\"\n");
      text.append("base64 -d >\"$dir\"/").append(path).append(" <<'END'\n");
      text.append(encoded).append("\nEND\n");
    });
    // What is made by these files is for others, too: sudo, and whatever it runs, keep the mask.
    return text.append("umask 022\n").toString();
  }
}
