package dev.berth.advisor;

import dev.berth.contracts.EventCodec;
import dev.berth.contracts.JobRequested;
import dev.berth.contracts.JobSpec;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Tells specs apart: the first 128 bits of the SHA-256 of a spec's JSON, in which what was not said
 * is filled in.
 *
 * @param high the first eight bytes
 * @param low the next eight
 */
record SpecDigest(long high, long low) {

  /** Of no spec: of a job that was cancelled before it was asked for. */
  static final SpecDigest NONE = new SpecDigest(0, 0);

  static SpecDigest of(JobSpec spec) {
    try {
      byte[] json = EventCodec.bytes(new JobRequested(spec));
      ByteBuffer hash = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(json));
      return new SpecDigest(hash.getLong(), hash.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing", e);
    }
  }
}
