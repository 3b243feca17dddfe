import module java.base;

/**
 * Data-parallel training by files: after each epoch all workers take the mean of all workers'
 * weights ("local SGD", Stich, 2019). A worker begins to write epoch n + 1 only when it has read
 * everything of epoch n, so once rank 0 has read epoch n + 1 the files of epoch n are nobody's any
 * more.
 */
record Exchange(Path folder, int rank, int worldSize, Duration timeout, CountDownLatch stop) {
  /** False if the process was told to stop while it waited. */
  boolean average(Network network, int epoch) throws IOException, InterruptedException {
    Checkpoint.replace(
        file(epoch, rank),
        out -> {
          Checkpoint.writeAll(out, network.weights);
          Checkpoint.writeAll(out, network.velocity);
        });
    var weights = new double[Network.SIZE];
    var velocity = new double[Network.SIZE];
    long deadline = System.nanoTime() + timeout.toNanos();
    for (int worker = 0; worker < worldSize; worker++) {
      Path file = file(epoch, worker);
      while (!Files.exists(file)) {
        if (System.nanoTime() > deadline) {
          throw new Refusal(
              Refusal.WORKER_MISSING,
              "worker " + worker + " did not finish epoch " + epoch + " in time");
        }
        if (stop.await(5, TimeUnit.MILLISECONDS)) {
          return false;
        }
      }
      addShare(file, weights, velocity);
    }
    System.arraycopy(weights, 0, network.weights, 0, Network.SIZE);
    System.arraycopy(velocity, 0, network.velocity, 0, Network.SIZE);
    if (rank == 0) {
      for (int worker = 0; worker < worldSize; worker++) {
        Files.deleteIfExists(file(epoch - 1, worker));
      }
    }
    return true;
  }

  private void addShare(Path file, double[] weights, double[] velocity) throws IOException {
    var share = new double[Network.SIZE];
    try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      for (double[] sum : List.of(weights, velocity)) {
        Checkpoint.readAll(in, share);
        for (int i = 0; i < Network.SIZE; i++) {
          sum[i] += share[i] / worldSize;
        }
      }
    }
  }

  private Path file(int epoch, int worker) {
    return folder.resolve("epoch-" + epoch + "-rank-" + worker);
  }
}
