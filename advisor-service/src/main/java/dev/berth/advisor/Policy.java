package dev.berth.advisor;

import dev.berth.contracts.DeploymentModel;
import dev.berth.contracts.Factor;
import dev.berth.contracts.Intent;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/**
 * How targets are weighed against each other.
 *
 * @param name with a version, as decisions carry it
 * @param matrix for each deployment model a rating of each factor but {@link Factor#FITNESS}
 * @param bestFor for each deployment model the intents that it suits best
 * @param weights for each intent the weight of each factor; each intent's sum to 1
 */
public record Policy(
    String name,
    Map<DeploymentModel, Map<Factor, Rating>> matrix,
    Map<DeploymentModel, List<Intent>> bestFor,
    Map<Intent, Map<Factor, Double>> weights) {

  private static final double TOLERANCE = 1e-9;

  /**
   * Copies the tables and checks that they are whole.
   *
   * @throws IllegalArgumentException if a cell is missing or weights do not sum to 1, naming it
   */
  public Policy {
    matrix = copy(DeploymentModel.class, matrix);
    bestFor = copy(DeploymentModel.class, bestFor);
    weights = copy(Intent.class, weights);
    EnumSet<Factor> rated = EnumSet.complementOf(EnumSet.of(Factor.FITNESS));
    for (DeploymentModel model : DeploymentModel.values()) {
      Map<Factor, Rating> row = matrix.get(model);
      require(row != null, "matrix." + model + " is missing");
      for (Factor factor : rated) {
        require(
            matrix.getOrDefault(model, Map.of()).get(factor) != null,
            "matrix." + model + "." + factor + " is missing");
      }
      require(
          !matrix.getOrDefault(model, Map.of()).containsKey(Factor.FITNESS),
          "matrix." + model + "." + Factor.FITNESS + " is rated by bestFor, not here");
      require(bestFor.get(model) != null, "bestFor." + model + " is missing");
    }
    for (Intent intent : Intent.values()) {
      require(weights.get(intent) != null, "weights." + intent + " is missing");
      for (Factor factor : Factor.values()) {
        require(
            weights.getOrDefault(intent, Map.of()).containsKey(factor),
            "weights." + intent + "." + factor + " is missing");
      }
      double sum = 0;
      for (Map.Entry<Factor, Double> weight : weights.getOrDefault(intent, Map.of()).entrySet()) {
        require(
            weight.getValue() != null && weight.getValue() >= 0,
            "weights." + intent + "." + weight.getKey() + " is " + weight.getValue() + ", below 0");
        sum += weight.getValue();
      }
      require(Math.abs(sum - 1) < TOLERANCE, "weights." + intent + " sum to " + sum + ", not to 1");
    }
  }

  /** The matrix' cell; for {@link Factor#FITNESS} whether the model is the one for that intent. */
  Rating rating(DeploymentModel model, Factor factor, Intent intent) {
    if (factor == Factor.FITNESS) {
      List<Intent> best = bestFor.getOrDefault(model, List.of());
      return best.contains(intent)
          ? new Rating("best for " + intent, 1)
          : new Rating("best for other work", 0);
    }
    return cell(matrix, model, factor);
  }

  double weight(Intent intent, Factor factor) {
    return cell(weights, intent, factor);
  }

  private static <A, B, V> V cell(Map<A, Map<B, V>> table, A row, B column) {
    V value = table.getOrDefault(row, Map.of()).get(column);
    if (value == null) {
      throw new IllegalStateException("no cell " + row + " " + column);
    }
    return value;
  }

  private static <K extends Enum<K>, V> Map<K, V> copy(Class<K> keys, Map<K, V> map) {
    EnumMap<K, V> copy = new EnumMap<>(keys);
    copy.putAll(map);
    return Collections.unmodifiableMap(copy);
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalArgumentException(problem);
    }
  }
}
