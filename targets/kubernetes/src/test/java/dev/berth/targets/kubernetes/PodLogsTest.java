package dev.berth.targets.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PodLogsTest {

  private static PodLog log(String pod, String text) {
    return new PodLog(pod, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void isTheLogItselfOfOnePod() throws IOException {
    String long1 = "line\n".repeat(100_000);

    try (PodLogs logs = new PodLogs(List.of(log("a", long1)))) {
      assertThat(text(logs)).isEqualTo(long1);
    }
  }

  @Test
  void namesTheWorkerOfEachLineOfSeveral() throws IOException {
    try (PodLogs logs = new PodLogs(List.of(log("a", "one\n"), log("b", "two\n")))) {
      assertThat(text(logs)).contains("[a] one\n", "[b] two\n").hasSize(2 * 8);
    }
  }

  @Test
  void passesOnAtOnceWhatOnePodPrintsWhileAnotherIsStill() throws IOException {
    try (PipedOutputStream still = new PipedOutputStream();
        PipedInputStream silent = new PipedInputStream(still);
        PodLogs logs = new PodLogs(List.of(new PodLog("a", silent), log("b", "two\n")))) {
      byte[] heard = new byte[8];

      assertThat(logs.readNBytes(heard, 0, 8)).isEqualTo(8);
      assertThat(heard).asString(StandardCharsets.UTF_8).isEqualTo("[b] two\n");
    }
  }

  @Test
  void endsWithWhatThereWasWhenAConnectionBreaks() throws IOException {
    InputStream breaking =
        new SequenceInputStream(
            new ByteArrayInputStream("xxx".getBytes(StandardCharsets.UTF_8)),
            new PipedInputStream()); // connected to nothing: reading it fails
    try (PodLogs logs = new PodLogs(List.of(new PodLog("a", breaking)))) {
      assertThat(text(logs)).isEqualTo("xxx");
    }
  }
}
