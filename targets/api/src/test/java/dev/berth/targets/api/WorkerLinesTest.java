package dev.berth.targets.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkerLinesTest {

  private final WorkerLines lines = new WorkerLines();

  @Test
  void putsTheWorkersNameBeforeEachLine() {
    assertThat(after("worker-1", "one\ntwo\n")).isEqualTo("[worker-1] one\n[worker-1] two\n");
  }

  @Test
  void holdsWhatIsNoWholeLineYetBack() {
    assertThat(after("worker-0", "lo")).isEmpty();
    assertThat(after("worker-1", "x\n")).isEqualTo("[worker-1] x\n");
    assertThat(after("worker-0", "ss 0.25\n")).isEqualTo("[worker-0] loss 0.25\n");
  }

  @Test
  void givesTheRestAtAWorkersEndOnce() {
    assertThat(after("worker-0", "no newline")).isEmpty();
    assertThat(text(lines.atTheEndOf("worker-0"))).isEqualTo("[worker-0] no newline\n");
    assertThat(text(lines.atTheEndOf("worker-0"))).isEmpty();
    assertThat(text(lines.atTheEndOf("worker-7"))).isEmpty();
  }

  @Test
  void keepsEmptyLines() {
    assertThat(after("a", "\n\n")).isEqualTo("[a] \n[a] \n");
  }

  @Test
  void doesNotHoldALineWithoutAnEndForEver() {
    String shown = after("a", "x".repeat(100_000));

    assertThat(shown).startsWith("[a] xxx").endsWith("x\n").hasSize(64 * 1024 + 5);
    assertThat(after("a", "y\n")).hasSize(100_000 - 64 * 1024 + "[a] y\n".length());
  }

  @Test
  void losesAndMixesNothingHoweverThePiecesAreCut() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> said = new ArrayList<>();
    String text =
        IntStream.range(0, 200)
            .mapToObj(i -> "zeile ü " + i)
            .peek(said::add)
            .collect(Collectors.joining("\n"));
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    StringBuilder shown = new StringBuilder();
    int[] at = {0, 0};
    while (at[0] < bytes.length || at[1] < bytes.length) {
      int worker = random.nextInt(2);
      int length = Math.min(random.nextInt(40), bytes.length - at[worker]);
      shown.append(
          text(lines.after("w" + worker, ByteBuffer.wrap(bytes, at[worker], length).slice())));
      at[worker] += length;
    }
    shown.append(text(lines.atTheEndOf("w0"))).append(text(lines.atTheEndOf("w1")));

    for (String worker : List.of("[w0] ", "[w1] ")) {
      assertThat(shown.toString().lines().filter(line -> line.startsWith(worker)))
          .as("seed " + seed)
          .containsExactlyElementsOf(said.stream().map(line -> worker + line).toList());
    }
  }

  private String after(String worker, String piece) {
    return text(lines.after(worker, ByteBuffer.wrap(piece.getBytes(StandardCharsets.UTF_8))));
  }

  private static String text(ByteBuffer buffer) {
    return StandardCharsets.UTF_8.decode(buffer).toString();
  }
}
