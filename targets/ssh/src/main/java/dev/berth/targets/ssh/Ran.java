package dev.berth.targets.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A program of this machine that ran.
 *
 * @param code its exit code, or -1 if it was ended because it took too long
 * @param out what it printed, a character for each byte (ISO 8859-1)
 * @param err its complaints
 */
public record Ran(int code, String out, String err) {

  /** More than any answer that is of use: some 100,000 of Slurm's jobs. */
  private static final int MOST = 64 << 20;

  /**
   * Runs it.
   *
   * @param input what it reads, whole
   * @throws IOException if it cannot be started
   * @throws InterruptedException if this thread is interrupted; the program is ended
   */
  public static Ran of(List<String> words, byte[] input, Duration timeout)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(words).start();
    try {
      CompletableFuture<byte[]> out = reading(process.getInputStream());
      CompletableFuture<byte[]> err = reading(process.getErrorStream());
      writing(process.getOutputStream(), input);
      boolean ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      return new Ran(
          ended ? process.waitFor() : -1,
          new String(all(out), StandardCharsets.ISO_8859_1),
          new String(all(err), StandardCharsets.UTF_8));
    } finally {
      process.destroyForcibly();
    }
  }

  /** Whether it was ended because it took too long. */
  public boolean tookTooLong() {
    return code == -1;
  }

  private static byte[] all(CompletableFuture<byte[]> read)
      throws IOException, InterruptedException {
    try {
      return read.get(1, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (TimeoutException e) {
      // Somebody else holds the pipe, such as a session that went into the background.
      return new byte[0];
    }
  }

  private static CompletableFuture<byte[]> reading(InputStream from) {
    CompletableFuture<byte[]> read = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          ByteArrayOutputStream all = new ByteArrayOutputStream();
          byte[] piece = new byte[1 << 16];
          try (from) {
            for (int n = from.read(piece); n >= 0; n = from.read(piece)) {
              if (all.size() + n > MOST) {
                throw new IOException("the answer is longer than " + MOST + " bytes");
              }
              all.write(piece, 0, n);
            }
            read.complete(all.toByteArray());
          } catch (IOException e) {
            read.completeExceptionally(e);
          }
        });
    return read;
  }

  private static void writing(OutputStream to, byte[] input) {
    Thread.ofVirtual()
        .start(() -> {
          try (to) {
            to.write(input);
          } catch (IOException e) {
            // It ended without reading all; its exit code tells why.
          }
        });
  }
}
