package dev.berth.advisor;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.berth.contracts.Json;
import dev.berth.contracts.TargetId;
import dev.berth.contracts.TargetObserved;
import dev.berth.targets.api.Fleet;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that a decision looks at besides the job: the fleet and what is known of its targets now.
 *
 * @param fleet the targets
 * @param readings the latest reading of each target that has one
 * @param digest names this view in decisions: the first 16 hexadecimal digits of the SHA-256 of
 *     both as JSON
 */
public record FleetView(Fleet fleet, Map<TargetId, TargetObserved> readings, String digest) {

  private static final int DIGEST_DIGITS = 16;

  /** No target at all. */
  public static final FleetView EMPTY = of(Fleet.EMPTY, Map.of());

  /** A view with its digest. */
  public static FleetView of(Fleet fleet, Map<TargetId, TargetObserved> readings) {
    Map<TargetId, TargetObserved> ordered = Collections.unmodifiableMap(new TreeMap<>(readings));
    return new FleetView(fleet, ordered, digest(fleet, ordered));
  }

  /** The latest reading of a target, if there is one. */
  public Optional<TargetObserved> reading(TargetId target) {
    return Optional.ofNullable(readings.get(target));
  }

  private static String digest(Fleet fleet, Map<TargetId, TargetObserved> readings) {
    try {
      byte[] json =
          Json.mapper().writeValueAsBytes(List.of(fleet.targets(), List.copyOf(readings.values())));
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(json);
      return HexFormat.of().formatHex(hash).substring(0, DIGEST_DIGITS);
    } catch (JsonProcessingException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("a fleet could not be digested", e);
    }
  }
}
