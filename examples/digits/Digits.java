import module java.base;

/** Images of 8×8 pixels scaled to 0…1, and the digit each one shows. */
record Digits(List<double[]> images, List<Integer> labels) {
  static final int PIXELS = 64;
  static final int CLASSES = 10;
  private static final double BRIGHTEST = 16;

  static Digits read(Path file) throws IOException {
    var images = new ArrayList<double[]>();
    var labels = new ArrayList<Integer>();
    try (var lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.split(",");
        if (cells.length != PIXELS + 1) {
          throw new Refusal(
              Refusal.UNUSABLE_INPUT,
              file + " line " + (images.size() + 1) + " has " + cells.length + " cells, not 65");
        }
        images.add(
            IntStream.range(0, PIXELS)
                .mapToDouble(p -> Integer.parseInt(cells[p]) / BRIGHTEST)
                .toArray());
        labels.add(Integer.parseInt(cells[PIXELS]));
      }
    } catch (NoSuchFileException absent) {
      throw new Refusal(Refusal.UNUSABLE_INPUT, "no data at " + file);
    }
    return new Digits(images, labels);
  }

  /** Every fifth image is never trained on. */
  int[] heldOut() {
    return IntStream.range(0, images.size()).filter(i -> i % 5 == 4).toArray();
  }

  /** The training images of one worker: every {@code worldSize}-th, beginning with its rank. */
  int[] shard(int rank, int worldSize) {
    int[] training = IntStream.range(0, images.size()).filter(i -> i % 5 != 4).toArray();
    return IntStream.range(0, training.length)
        .filter(i -> i % worldSize == rank)
        .map(i -> training[i])
        .toArray();
  }
}
