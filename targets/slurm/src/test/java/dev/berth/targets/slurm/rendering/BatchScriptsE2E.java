package dev.berth.targets.slurm.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.JobSpec;
import dev.berth.targets.slurm.live.SlurmCluster;
import dev.berth.targets.slurm.script.Ending;
import dev.berth.targets.slurm.script.ExitRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What batch scripts do on real clusters of three versions. */
@ResourceLock("oak")
@ResourceLock("elm")
@ResourceLock("ash")
class BatchScriptsE2E {

  private static final String TOLD =
      "trap 'echo told; echo saved >\"$BERTH_CHECKPOINT_DIR/state\"; exit 0' TERM";

  static List<SlurmCluster> clusters() {
    return SlurmCluster.ALL;
  }

  @ParameterizedTest
  @MethodSource("clusters")
  void everyWorkerFindsItsPlaceAndTheFirstThatFailsEndsTheJob(SlurmCluster cluster)
      throws Exception {
    Batch batch = Batch.on(cluster, Map.of());
    JobSpec spec =
        shell(
            "ranks",
            "echo \"I am $BERTH_RANK of $BERTH_WORLD_SIZE, $BERTH_ATTEMPT of $BERTH_JOB, see $CUDA_VISIBLE_DEVICES, master $BERTH_MASTER_ADDRESS, resumed $BERTH_RESUMED\"; "
                + "[ \"$BERTH_RANK\" = 0 ] || sleep 60; sleep 2; exit 7",
            Map.of(
                "workers", Map.of("min", 4, "max", 4),
                "resources",
                    Map.of(
                        "cpus",
                        2,
                        "memoryMiB",
                        500,
                        "accelerators",
                        Map.of("kind", "a100", "count", 2))));
    AttemptId attempt = spec.id().attempt(1);

    Batch.Ended ended = batch.ended(batch.submit(spec, 1));

    assertThat(ended.state()).isEqualTo("FAILED");
    assertThat(ended.code()).isEqualTo(7);
    assertThat(batch.exit(attempt))
        .hasValueSatisfying(record -> {
          assertThat(record.code()).isEqualTo(7);
          assertThat(record.ending()).isEqualTo(Ending.PROGRAM);
        });
    // Two workers on each of two nodes: each sees two of its node's four accelerators.
    assertThat(batch.output(attempt))
        .contains("0: I am 0 of 4, ranks-1 of ranks, see 0,1, master 127.0.0.1")
        .contains("1: I am 1 of 4, ranks-1 of ranks, see 2,3, master 127.0.0.1")
        .contains("2: I am 2 of 4, ranks-1 of ranks, see 0,1, master 127.0.0.1")
        .contains("3: I am 3 of 4, ranks-1 of ranks, see 2,3, master 127.0.0.1")
        .contains("resumed false");
  }

  @ParameterizedTest
  @MethodSource("clusters")
  void aProgramIsToldBeforeItsTimeIsUpAndTheNextAttemptGoesOn(SlurmCluster cluster)
      throws Exception {
    Batch batch = Batch.on(cluster, Map.of("walltime", "PT1M", "grace", "PT30S"));
    JobSpec spec =
        shell(
            "chain",
            "[ ! -e \"$BERTH_CHECKPOINT_DIR/state\" ] || { echo \"resumed $BERTH_RESUMED\"; exit 0; }; "
                + TOLD
                + "; echo up; while :; do sleep 0.1; done",
            Map.of());

    Batch.Ended first = batch.ended(batch.submit(spec, 1));
    Batch.Ended second = batch.ended(batch.submit(spec, 2));

    // It ended with 0, and had not done its work: Slurm must not say that it had.
    assertThat(batch.output(spec.id().attempt(1))).contains("up", "the time is nearly up", "told");
    assertThat(first.state()).isEqualTo("FAILED");
    assertThat(first.code()).isEqualTo(143);
    assertThat(first.comment()).endsWith(" ending=walltime");
    assertThat(batch.exit(spec.id().attempt(1)).map(ExitRecord::ending)).contains(Ending.WALLTIME);
    assertThat(second.state()).isEqualTo("COMPLETED");
    assertThat(batch.output(spec.id().attempt(2))).contains("resumed true");
  }

  @ParameterizedTest
  @MethodSource("clusters")
  void aCancelReachesTheProgramAndIsNoEndOfItsOwn(SlurmCluster cluster) throws Exception {
    Batch batch = Batch.on(cluster, Map.of());
    JobSpec spec = shell("cancelled", TOLD + "; echo up; while :; do sleep 0.1; done", Map.of());
    String job = batch.submit(spec, 1);
    batch.hasPrinted(spec.id().attempt(1), "up");

    cluster.user("scancel", job);

    assertThat(batch.ended(job).state()).isEqualTo("CANCELLED");
    assertThat(batch.output(spec.id().attempt(1))).contains("told");
    assertThat(batch.exit(spec.id().attempt(1)).map(ExitRecord::ending))
        .contains(Ending.TERMINATED);
  }

  @ParameterizedTest
  @MethodSource("clusters")
  void anAttemptRunsOnceHoweverOftenItIsSubmitted(SlurmCluster cluster) throws Exception {
    Batch batch = Batch.on(cluster, Map.of());
    JobSpec spec = shell("twice", "echo ran >>\"$BERTH_CHECKPOINT_DIR/ran\"; exit 3", Map.of());
    Batch.Ended first = batch.ended(batch.submit(spec, 1));

    Batch.Ended second = batch.ended(batch.submit(spec, 1));

    assertThat(first.code()).isEqualTo(3);
    assertThat(second.code()).isEqualTo(121);
    assertThat(second.comment()).endsWith(" ending=duplicate");
    assertThat(batch.scratch().resolve("checkpoints/twice/ran")).hasContent("ran");
    assertThat(batch.exit(spec.id().attempt(1)).map(ExitRecord::code)).contains(3);
  }

  @ParameterizedTest
  @MethodSource("clusters")
  void secretsComeFromFilesThatNobodyElseMayRead(SlurmCluster cluster) throws Exception {
    Path secret = cluster.scratch().resolve("secret");
    cluster.user("sh", "-c", "umask 077; printf '# mine\\nTOKEN=a $HOME \"b\"\\n' >" + secret);
    Batch batch = Batch.on(cluster, Map.of("secrets", secret.toString()));
    JobSpec spec = shell("secret", "[ \"$TOKEN\" = 'a $HOME \"b\"' ] && echo found", Map.of());

    Batch.Ended found = batch.ended(batch.submit(spec, 1));
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
    Batch.Ended refused = batch.ended(batch.submit(spec, 2));

    assertThat(found.state()).isEqualTo("COMPLETED");
    assertThat(refused.code()).isEqualTo(122);
    assertThat(refused.comment()).endsWith(" ending=system");
    assertThat(batch.output(spec.id().attempt(2))).contains("others than you may read");
    assertThat(batch.exit(spec.id().attempt(2)).map(ExitRecord::ending)).contains(Ending.SYSTEM);
  }

  @ParameterizedTest
  @MethodSource("clusters")
  void everyWordArrivesAsItWasSaid(SlurmCluster cluster) throws Exception {
    Batch batch = Batch.on(cluster, Map.of());
    List<String> words =
        List.of(
            "",
            " ",
            "it's",
            "\"$HOME\"",
            "$(id)",
            "a\nBERTH\nb",
            "\\n",
            "*",
            "-n",
            "é日",
            "a=b",
            "%j");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-c", "printf '%s\\0' \"$@\" \"$SAID\" >\"$BERTH_CHECKPOINT_DIR/words\"", "sh"));
    arguments.addAll(words);
    JobSpec spec =
        Batch.spec(
            "words",
            Map.of(
                "runtime",
                "command",
                "entrypoint",
                "/bin/sh",
                "arguments",
                arguments,
                "environment",
                Map.of("SAID", "two\nlines 'and' \"quotes\"", "a.b", "1", "PATH", "/bin")));

    assertThat(batch.ended(batch.submit(spec, 1)).state()).isEqualTo("COMPLETED");

    String written =
        Files.readString(
            batch.scratch().resolve("checkpoints/words/words"), StandardCharsets.UTF_8);
    List<String> expected = new ArrayList<>(words);
    expected.add("two\nlines 'and' \"quotes\"");
    assertThat(written).isEqualTo(String.join("\0", expected) + '\0');
  }

  private static JobSpec shell(String id, String script, Map<String, Object> more) {
    Map<String, Object> said = new HashMap<>(more);
    said.put("runtime", "command");
    said.put("entrypoint", "/bin/bash");
    said.put("arguments", List.of("-c", script));
    return Batch.spec(id, said);
  }
}
