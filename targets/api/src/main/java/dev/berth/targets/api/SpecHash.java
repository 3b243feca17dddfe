package dev.berth.targets.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.Json;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What native objects carry so that a repeated submission is told from another job's. */
public final class SpecHash {

  private SpecHash() {}

  /** SHA-256 of the spec as JSON, 64 hexadecimal digits. */
  public static String of(JobSpec spec) {
    try {
      byte[] json = Json.mapper().writeValueAsString(spec).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
