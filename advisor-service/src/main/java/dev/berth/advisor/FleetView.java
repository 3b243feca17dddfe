package dev.berth.advisor;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.berth.contracts.Json;
import dev.berth.contracts.TargetId;
import dev.berth.contracts.TargetObserved;
import dev.berth.targets.api.Fleet;
import dev.berth.targets.api.Target;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that a decision looks at besides the job: the fleet and what is known of its targets now.
 *
 * @param fleet the targets, at most {@value #MAXIMUM_TARGETS}
 * @param readings the latest reading of each target of the fleet that has one
 * @param digest names this view in decisions: the first 16 hexadecimal digits of the SHA-256 of
 *     both as JSON, by target id
 */
public record FleetView(Fleet fleet, Map<TargetId, TargetObserved> readings, String digest) {

  /** With more targets a decision would outgrow what its topic takes. */
  public static final int MAXIMUM_TARGETS = 1_000;

  private static final int DIGEST_DIGITS = 16;

  /** No target at all. */
  public static final FleetView EMPTY = of(Fleet.EMPTY, Map.of());

  /**
   * A view with its digest.
   *
   * @param readings may tell of targets that the fleet does not have; they are left out
   * @throws IllegalArgumentException if the fleet is too large
   */
  public static FleetView of(Fleet fleet, Map<TargetId, TargetObserved> readings) {
    if (fleet.targets().size() > MAXIMUM_TARGETS) {
      throw new IllegalArgumentException(
          "targets: %d are more than %d".formatted(fleet.targets().size(), MAXIMUM_TARGETS));
    }
    List<Target> byId = new ArrayList<>(fleet.targets());
    byId.sort(Comparator.comparing(Target::id));
    TreeMap<TargetId, TargetObserved> known = new TreeMap<>(readings);
    known.keySet().retainAll(byId.stream().map(Target::id).toList());
    return new FleetView(fleet, Collections.unmodifiableMap(known), digest(byId, known));
  }

  /** The latest reading of a target, if there is one. */
  public Optional<TargetObserved> reading(TargetId target) {
    return Optional.ofNullable(readings.get(target));
  }

  private static String digest(List<Target> targets, Map<TargetId, TargetObserved> readings) {
    try {
      byte[] json =
          Json.mapper().writeValueAsBytes(List.of(targets, List.copyOf(readings.values())));
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(json);
      return HexFormat.of().formatHex(hash).substring(0, DIGEST_DIGITS);
    } catch (JsonProcessingException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("a fleet could not be digested", e);
    }
  }
}
