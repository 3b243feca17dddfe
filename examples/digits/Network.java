import module java.base;

/**
 * 64 inputs, one hidden layer of rectified linear units, 10 softmax outputs; all weights in one
 * array: per hidden unit its 64 weights and bias, then per output its weights and bias.
 */
final class Network {
  /** Mean cross-entropy in nats, and the share of images whose digit was named rightly. */
  record Score(double loss, double accuracy) {}

  private static final int HIDDEN = 32;
  private static final int OUTPUTS_AT = HIDDEN * (Digits.PIXELS + 1);
  static final int SIZE = OUTPUTS_AT + Digits.CLASSES * (HIDDEN + 1);
  private static final double LEARNING_RATE = 0.05;
  private static final double MOMENTUM = 0.9;

  final double[] weights = new double[SIZE];
  final double[] velocity = new double[SIZE];
  private final double[] hidden = new double[HIDDEN];
  private final double[] chance = new double[Digits.CLASSES];

  /** He initialisation: normal with variance 2 / inputs, biases zero. */
  static Network fresh(long seed) {
    var network = new Network();
    var random = new SplittableRandom(seed);
    for (int unit = 0; unit < HIDDEN; unit++) {
      for (int p = 0; p < Digits.PIXELS; p++) {
        network.weights[unit * (Digits.PIXELS + 1) + p] =
            random.nextGaussian(0, Math.sqrt(2.0 / Digits.PIXELS));
      }
    }
    for (int c = 0; c < Digits.CLASSES; c++) {
      for (int unit = 0; unit < HIDDEN; unit++) {
        network.weights[OUTPUTS_AT + c * (HIDDEN + 1) + unit] =
            random.nextGaussian(0, Math.sqrt(2.0 / HIDDEN));
      }
    }
    return network;
  }

  /** One step of stochastic gradient descent with momentum over the images {@code batch}. */
  void learn(Digits digits, int[] batch) {
    var gradient = new double[SIZE];
    for (int image : batch) {
      addGradient(digits.images().get(image), digits.labels().get(image), gradient);
    }
    for (int i = 0; i < SIZE; i++) {
      velocity[i] = MOMENTUM * velocity[i] - LEARNING_RATE * gradient[i] / batch.length;
      weights[i] += velocity[i];
    }
  }

  Score score(Digits digits, int[] images) {
    double loss = 0;
    int right = 0;
    for (int image : images) {
      forward(digits.images().get(image));
      int label = digits.labels().get(image);
      loss -= StrictMath.log(Math.max(chance[label], 1e-300));
      right += best() == label ? 1 : 0;
    }
    return new Score(loss / images.length, (double) right / images.length);
  }

  private int best() {
    return IntStream.range(0, Digits.CLASSES)
        .reduce((a, b) -> chance[b] > chance[a] ? b : a)
        .orElseThrow();
  }

  // StrictMath, so that every machine computes the same bits.
  private void forward(double[] image) {
    for (int unit = 0; unit < HIDDEN; unit++) {
      hidden[unit] = Math.max(0, weightedSum(unit * (Digits.PIXELS + 1), image));
    }
    double total = 0;
    for (int c = 0; c < Digits.CLASSES; c++) {
      chance[c] = weightedSum(OUTPUTS_AT + c * (HIDDEN + 1), hidden);
    }
    double largest =
        IntStream.range(0, Digits.CLASSES).mapToDouble(c -> chance[c]).max().orElseThrow();
    for (int c = 0; c < Digits.CLASSES; c++) {
      chance[c] = StrictMath.exp(chance[c] - largest);
      total += chance[c];
    }
    for (int c = 0; c < Digits.CLASSES; c++) {
      chance[c] /= total;
    }
  }

  private double weightedSum(int at, double[] inputs) {
    double sum = weights[at + inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      sum += weights[at + i] * inputs[i];
    }
    return sum;
  }

  private void addGradient(double[] image, int label, double[] gradient) {
    forward(image);
    var backward = new double[HIDDEN];
    for (int c = 0; c < Digits.CLASSES; c++) {
      double error = chance[c] - (c == label ? 1 : 0);
      int at = OUTPUTS_AT + c * (HIDDEN + 1);
      for (int unit = 0; unit < HIDDEN; unit++) {
        backward[unit] += error * weights[at + unit];
        gradient[at + unit] += error * hidden[unit];
      }
      gradient[at + HIDDEN] += error;
    }
    for (int unit = 0; unit < HIDDEN; unit++) {
      if (hidden[unit] > 0) {
        int at = unit * (Digits.PIXELS + 1);
        for (int p = 0; p < Digits.PIXELS; p++) {
          gradient[at + p] += backward[unit] * image[p];
        }
        gradient[at + Digits.PIXELS] += backward[unit];
      }
    }
  }
}
