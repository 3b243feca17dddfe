package dev.berth.testing.live;

import dev.berth.contracts.AttemptId;
import dev.berth.testing.platform.Part;
import dev.berth.testing.platform.Platform;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * What an attempt of the training program prints.
 *
 * @param lines which grow while it is followed
 */
public record Printed(List<String> lines) {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofMillis(200);

  /** Reads it through the monitor, from now until the attempt ends. */
  public static Printed by(AttemptId attempt, Platform platform) {
    List<String> lines = new CopyOnWriteArrayList<>();
    URI address =
        URI.create(
            "http://127.0.0.1:%d/jobs/%s/logs?attempt=%d&follow=true"
                .formatted(platform.http(Part.MONITOR).port(), attempt.job(), attempt.number()));
    var _ =
        Thread.ofVirtual()
            .start(() -> {
              try (var reader =
                  new BufferedReader(
                      new InputStreamReader(opened(address), StandardCharsets.UTF_8))) {
                reader.lines().forEach(lines::add);
              } catch (IOException | UncheckedIOException e) {
                lines.add("the log broke off: " + e);
              }
            });
    return new Printed(lines);
  }

  /** What the target tells of an attempt may be heard before the ledger has taken it in. */
  private static InputStream opened(URI address) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return address.toURL().openStream();
      } catch (FileNotFoundException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        LockSupport.parkNanos(LOOK.toNanos());
      }
    }
  }

  /**
   * The epochs that it says to have trained.
   *
   * @param all how many there are to be
   */
  public List<Integer> epochs(int all) {
    List<Integer> epochs = new ArrayList<>();
    for (String line : lines) {
      int at = line.indexOf("epoch ");
      if (at >= 0 && line.contains("/" + all)) {
        epochs.add(Integer.valueOf(line.substring(at + 6, line.indexOf('/', at))));
      }
    }
    return epochs;
  }

  /** Whether a line has that in it. */
  public boolean has(String text) {
    return lines.stream().anyMatch(line -> line.contains(text));
  }
}
