package dev.berth.advisor;

import dev.berth.contracts.JobSpec;
import dev.berth.contracts.Json;
import dev.berth.contracts.PlacedAttempt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What the advisor remembers of a job.
 *
 * @param spec the digest of its spec; empty for a job that was cancelled before it was asked for
 * @param decided the number of the last attempt decided, 0 for none
 * @param placed the last attempt that got a target, or null
 * @param cancelled whether no attempt of it will be decided any more
 */
record DecidedJob(String spec, int decided, @Nullable PlacedAttempt placed, boolean cancelled) {

  private static final int DIGEST_DIGITS = 32;

  static String digest(JobSpec spec) {
    try {
      byte[] json = Json.mapper().writeValueAsBytes(spec);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(json);
      return HexFormat.of().formatHex(hash).substring(0, DIGEST_DIGITS);
    } catch (IOException e) {
      throw new UncheckedIOException("a spec could not be digested", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing", e);
    }
  }
}
