import module java.base;

/**
 * The loop over epochs and batches: where it starts, what it waits for, what it leaves when
 * stopped.
 */
final class Training {
  private static final int BATCH = 32;
  private final Options options;
  private final Digits digits;
  private final int[] shard;
  private final Network network;
  private final Optional<Checkpoint> checkpoint;
  private final CountDownLatch stop;

  Training(Options options, Digits digits, CountDownLatch stop) {
    this.options = options;
    this.stop = stop;
    this.digits = digits;
    this.shard = digits.shard(options.rank(), options.worldSize());
    this.network = Network.fresh(options.seed());
    this.checkpoint = options.checkpoints().map(folder -> new Checkpoint(folder, options.seed()));
  }

  void run() throws IOException, InterruptedException {
    Checkpoint.Progress start = resume();
    for (int epoch = start.epochs() + 1; epoch <= options.epochs(); epoch++) {
      int batches = epoch == start.epochs() + 1 ? start.batches() : 0;
      if (!trainEpoch(epoch, batches)) {
        return;
      }
      var score = network.score(digits, shard);
      say(
          "epoch %d/%d loss %.4f train accuracy %.4f",
          epoch, options.epochs(), score.loss(), score.accuracy());
    }
    var score = network.score(digits, digits.heldOut());
    say("test loss %.6f", score.loss());
    say("test accuracy %.4f", score.accuracy());
  }

  private Checkpoint.Progress resume() throws IOException {
    var found =
        checkpoint.isPresent()
            ? checkpoint.get().readInto(network)
            : Optional.<Checkpoint.Progress>empty();
    if (found.isPresent()) {
      say("resumed from epoch %d, batch %d", found.get().epochs(), found.get().batches());
    } else if (options.resumed()) {
      say("an earlier attempt left no checkpoint, starting from the beginning");
    } else {
      say("starting from the beginning");
    }
    return found.orElse(new Checkpoint.Progress(0, 0));
  }

  /** False if the process was told to stop; what is then needed to go on is in the checkpoint. */
  private boolean trainEpoch(int epoch, int batchesDone) throws IOException, InterruptedException {
    int[] order = shuffled(epoch);
    int batches = (order.length + BATCH - 1) / BATCH;
    long begin = System.nanoTime() - options.epochAtLeast().toNanos() * batchesDone / batches;
    for (int batch = batchesDone; batch < batches; batch++) {
      int to = Math.min(order.length, (batch + 1) * BATCH);
      network.learn(digits, Arrays.copyOfRange(order, batch * BATCH, to));
      long due = begin + options.epochAtLeast().toNanos() * (batch + 1) / batches;
      if (stop.await(Math.max(0, due - System.nanoTime()), TimeUnit.NANOSECONDS)) {
        stop(new Checkpoint.Progress(epoch - 1, batch + 1));
        return false;
      }
    }
    if (options.worldSize() > 1 && !exchange().average(network, epoch)) {
      return false;
    }
    if (checkpoint.isPresent() && options.rank() == 0) {
      checkpoint.get().write(network, new Checkpoint.Progress(epoch, 0));
    }
    return true;
  }

  /** A gang keeps its last common epoch: in the middle of one each worker's weights are its own. */
  private void stop(Checkpoint.Progress progress) throws IOException {
    if (checkpoint.isPresent() && options.worldSize() == 1) {
      checkpoint.get().write(network, progress);
      say(
          "stopped in epoch %d after batch %d, checkpoint written",
          progress.epochs() + 1, progress.batches());
    } else {
      say("stopped in epoch %d", progress.epochs() + 1);
    }
  }

  /**
   * Attempts never share exchange files, so what a killed attempt left behind is never averaged.
   */
  private Exchange exchange() {
    Path folder = options.checkpoints().orElseThrow().resolve("exchange-" + options.attempt());
    return new Exchange(
        folder, options.rank(), options.worldSize(), options.exchangeTimeout(), stop);
  }

  /** Depends on seed and epoch only, so a resumed epoch goes through the same batches. */
  private int[] shuffled(int epoch) {
    var random = new SplittableRandom(options.seed() * 1_000_003 + epoch);
    int[] order = shard.clone();
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  private static void say(String sentence, Object... values) {
    System.out.println(String.format(Locale.ROOT, sentence, values));
  }
}
