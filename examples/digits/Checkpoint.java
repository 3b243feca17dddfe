import module java.base;

/**
 * The file from which a later attempt goes on. It is always whole: written aside, forced to disk,
 * renamed.
 */
record Checkpoint(Path folder, long seed) {
  /** Where the training stands: whole epochs done, and batches done of the epoch after them. */
  record Progress(int epochs, int batches) {}

  private static final int FORMAT = 0xD1617501;

  private Path file() {
    return folder.resolve("digits.checkpoint");
  }

  void write(Network network, Progress progress) throws IOException {
    replace(
        file(),
        out -> {
          out.writeInt(FORMAT);
          out.writeLong(seed);
          out.writeInt(progress.epochs());
          out.writeInt(progress.batches());
          writeAll(out, network.weights);
          writeAll(out, network.velocity);
        });
  }

  Optional<Progress> readInto(Network network) throws IOException {
    try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file())))) {
      if (in.readInt() != FORMAT) {
        throw new Refusal(Refusal.UNUSABLE_INPUT, file() + " is not a checkpoint of this program");
      }
      if (in.readLong() != seed) {
        throw new Refusal(Refusal.UNUSABLE_INPUT, file() + " was written with another seed");
      }
      var progress = new Progress(in.readInt(), in.readInt());
      readAll(in, network.weights);
      readAll(in, network.velocity);
      return Optional.of(progress);
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  interface Content {
    void writeTo(DataOutputStream out) throws IOException;
  }

  static void replace(Path file, Content content) throws IOException {
    Files.createDirectories(file.getParent());
    Path aside =
        file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
    try (var channel =
            FileChannel.open(
                aside,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        OutputStream stream = Channels.newOutputStream(channel);
        var out = new DataOutputStream(new BufferedOutputStream(stream))) {
      content.writeTo(out);
      out.flush();
      channel.force(true);
    }
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  static void writeAll(DataOutputStream out, double[] values) throws IOException {
    for (double value : values) {
      out.writeDouble(value);
    }
  }

  static void readAll(DataInputStream in, double[] values) throws IOException {
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readDouble();
    }
  }
}
