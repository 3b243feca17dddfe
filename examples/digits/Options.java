import module java.base;

/** The command line and what Berth says in the environment, checked. */
record Options(
    Path data,
    int epochs,
    Duration epochAtLeast,
    long seed,
    Optional<Path> checkpoints,
    String attempt,
    boolean resumed,
    int rank,
    int worldSize,
    Duration exchangeTimeout) {

  static Options of(List<String> arguments, Map<String, String> environment) {
    Path data = besideThisFile("digits.csv.gz");
    long epochs = 30;
    long epochMillis = 0;
    long seed = 7;
    long exchangeSeconds = 60;
    for (int i = 0; i < arguments.size(); i += 2) {
      String name = arguments.get(i);
      if (i + 1 == arguments.size()) {
        throw new Refusal(Refusal.UNUSABLE_INPUT, name + " needs a value");
      }
      String value = arguments.get(i + 1);
      switch (name) {
        case "--data" -> data = Path.of(value);
        case "--epochs" -> epochs = number(name, value, 1, 100_000);
        case "--epoch-millis" -> epochMillis = number(name, value, 0, 3_600_000);
        case "--seed" -> seed = number(name, value, Long.MIN_VALUE, Long.MAX_VALUE);
        case "--exchange-seconds" -> exchangeSeconds = number(name, value, 1, 86_400);
        default -> throw new Refusal(Refusal.UNUSABLE_INPUT, "unknown option " + name);
      }
    }
    int worldSize =
        (int) number("BERTH_WORLD_SIZE", environment.getOrDefault("BERTH_WORLD_SIZE", "1"), 1, 64);
    var checkpoints = Optional.ofNullable(environment.get("BERTH_CHECKPOINT_DIR")).map(Path::of);
    if (worldSize > 1 && checkpoints.isEmpty()) {
      throw new Refusal(
          Refusal.UNUSABLE_INPUT,
          "several workers exchange their weights in BERTH_CHECKPOINT_DIR, which is not set");
    }
    return new Options(
        data,
        (int) epochs,
        Duration.ofMillis(epochMillis),
        seed,
        checkpoints,
        environment.getOrDefault("BERTH_ATTEMPT", "by-hand"),
        Boolean.parseBoolean(environment.get("BERTH_RESUMED")),
        (int) number("BERTH_RANK", environment.getOrDefault("BERTH_RANK", "0"), 0, worldSize - 1),
        worldSize,
        Duration.ofSeconds(exchangeSeconds));
  }

  private static Path besideThisFile(String name) {
    URI source =
        URI.create(Train.class.getProtectionDomain().getCodeSource().getLocation().toString());
    return Path.of(source).resolveSibling(name);
  }

  private static long number(String name, String text, long least, long most) {
    try {
      long value = Long.parseLong(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      // Said below, with the bounds.
    }
    throw new Refusal(
        Refusal.UNUSABLE_INPUT,
        name + " must be a whole number from " + least + " to " + most + ", not " + text);
  }
}
