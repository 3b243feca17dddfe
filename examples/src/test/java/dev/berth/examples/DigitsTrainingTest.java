package dev.berth.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigitsTrainingTest {
  @TempDir Path folder;

  @Test
  void readsNineteenOfTwentyDigitsItHasNeverSeen() throws InterruptedException {
    var run = Program.train(folder, Map.of(), "--epochs", "20").ended();

    assertThat(run.exitCode()).isZero();
    assertThat(run.testAccuracy()).isBetween(0.95, 1.0);
  }

  @Test
  void resumesAfterSigkillAndEndsAsIfNothingHadHappened() throws InterruptedException {
    var undisturbed = Program.train(folder, Map.of(), "--epochs", "8").ended();
    Program.train(folder, attempt(1), "--epochs", "8", "--epoch-millis", "400")
        .untilItSays("epoch 3/8")
        .killed();

    var resumed = Program.train(folder, attempt(2), "--epochs", "8").ended();

    assertThat(resumed.exitCode()).isZero();
    assertThat(resumed.said().getFirst()).matches("resumed from epoch [3-7], batch 0");
    assertThat(resumed.testLoss()).isEqualTo(undisturbed.testLoss());
  }

  @Test
  void writesACheckpointOfTheReachedBatchOnSigterm() throws InterruptedException {
    var undisturbed = Program.train(folder, Map.of(), "--epochs", "3").ended();
    var stopped =
        Program.train(folder, attempt(1), "--epochs", "3", "--epoch-millis", "600000")
            .untilItSays("starting from the beginning")
            .terminated();

    var resumed = Program.train(folder, attempt(2), "--epochs", "3").ended();

    assertThat(stopped.exitCode()).isEqualTo(143);
    assertThat(stopped.said().getLast())
        .matches("stopped in epoch 1 after batch \\d+, checkpoint written");
    assertThat(resumed.said().getFirst()).matches("resumed from epoch 0, batch [1-9]\\d*");
    assertThat(resumed.testLoss()).isEqualTo(undisturbed.testLoss());
  }

  @Test
  void saysThatAnEarlierAttemptLeftNothing() throws InterruptedException {
    var run = Program.train(folder, attempt(2), "--epochs", "1").ended();

    assertThat(run.said().getFirst())
        .isEqualTo("an earlier attempt left no checkpoint, starting from the beginning");
  }

  @Test
  void threeWorkersAgreeOnOneNetwork() throws InterruptedException {
    var alone = Program.train(folder, Map.of(), "--epochs", "15");
    var workers = gang(3);

    for (var worker : workers) {
      worker.ended();
    }

    assertThat(workers).extracting(Program::exitCode).containsOnly(0);
    assertThat(workers).extracting(Program::testLoss).containsOnly(workers.getFirst().testLoss());
    assertThat(workers.getFirst().testAccuracy()).isBetween(0.93, 1.0);
    assertThat(workers.getFirst().testLoss()).isNotEqualTo(alone.ended().testLoss());
  }

  @Test
  void aWorkerLeftAloneGivesUp() throws InterruptedException {
    var run =
        Program.train(folder, worker(0, 2), "--epochs", "15", "--exchange-seconds", "1").ended();

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.said()).contains("worker 1 did not finish epoch 1 in time");
  }

  @Test
  void refusesTheCheckpointOfAnotherSeed() throws InterruptedException {
    Program.train(folder, attempt(1), "--epochs", "1").ended();

    var other = Program.train(folder, attempt(2), "--epochs", "2", "--seed", "8").ended();

    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.said().getFirst()).endsWith("was written with another seed");
  }

  @Test
  void refusesANumberOutOfItsBounds() throws InterruptedException {
    var run = Program.train(folder, Map.of(), "--epochs", "0").ended();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.said())
        .containsExactly("--epochs must be a whole number from 1 to 100000, not 0");
  }

  @Test
  void leavesOnlyTheCheckpointBehind() throws Exception {
    Program.train(folder, attempt(1), "--epochs", "2").ended();

    try (var left = Files.list(checkpoints())) {
      assertThat(left).containsExactly(checkpoints().resolve("digits.checkpoint"));
    }
  }

  private List<Program> gang(int size) {
    return IntStream.range(0, size)
        .mapToObj(rank -> Program.train(folder, worker(rank, size), "--epochs", "15"))
        .toList();
  }

  private Map<String, String> attempt(int number) {
    return Map.of(
        "BERTH_JOB",
        "digits",
        "BERTH_ATTEMPT",
        "digits-" + number,
        "BERTH_CHECKPOINT_DIR",
        checkpoints().toString(),
        "BERTH_RESUMED",
        String.valueOf(number > 1));
  }

  private Map<String, String> worker(int rank, int size) {
    return Map.of(
        "BERTH_ATTEMPT", "digits-1",
        "BERTH_CHECKPOINT_DIR", checkpoints().toString(),
        "BERTH_RANK", String.valueOf(rank),
        "BERTH_WORLD_SIZE", String.valueOf(size));
  }

  private Path checkpoints() {
    return folder.resolve("checkpoints");
  }
}
