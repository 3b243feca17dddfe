package dev.berth.local.traces;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpanFilesTest {

  @TempDir private Path folder = Path.of("");

  @Test
  void givesBackWhatItKeepsInOrder() throws IOException {
    SpanFiles files = new SpanFiles(folder.resolve("traces"));
    KeptSpan one = Samples.span("00f067aa0ba902b7", null, "request", 1);
    KeptSpan two = Samples.span("00f067aa0ba902b8", one.id(), "decide 1", 2);

    files.append(List.of(one));
    files.append(List.of(two));

    assertThat(files.read()).containsExactly(one, two);
  }

  @Test
  void readsNothingBeforeThereIsAnything() throws IOException {
    assertThat(new SpanFiles(folder.resolve("nowhere")).read()).isEmpty();
  }

  @Test
  void keepsNoMoreFilesThanItMay() throws IOException {
    SpanFiles files = new SpanFiles(folder, 1, 3);

    for (int i = 0; i < 10; i++) {
      files.append(List.of(Samples.span("%016x".formatted(i + 1), null, "span " + i, i)));
    }

    assertThat(files.read())
        .extracting(KeptSpan::name)
        .containsExactly("span 7", "span 8", "span 9");
    try (Stream<Path> there = Files.list(folder)) {
      assertThat(there).hasSize(3);
    }
  }

  @Test
  void passesOverALineThatIsBeingWritten() throws IOException {
    SpanFiles files = new SpanFiles(folder);
    KeptSpan whole = Samples.span("00f067aa0ba902b7", null, "request", 1);
    files.append(List.of(whole));
    Files.writeString(
        folder.resolve("spans-000001.jsonl"), "{\"trace\":\"0af7", StandardOpenOption.APPEND);

    assertThat(files.read()).containsExactly(whole);
  }
}
