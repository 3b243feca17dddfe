package dev.berth.targets.vm.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobSpecReader;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.UnfitException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramTest {

  private static final RunSettings SETTINGS =
      new RunSettings(
          null,
          null,
          "/opt/venv",
          "podman",
          "auto",
          "TERM",
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          1);

  private static String text(String further) throws UnfitException {
    String json =
        "{'id': 'digits', 'entrypoint': 'python3', 'arguments': ['a b', 'it\\u0027s'], %s}"
            .formatted(further)
            .replace('\'', '"');
    JobSpec spec =
        switch (JobSpecReader.read(json.getBytes(StandardCharsets.UTF_8))) {
          case JobSpecReader.Valid valid -> valid.spec();
          case JobSpecReader.Invalid invalid ->
              throw new IllegalArgumentException(invalid.violations().toString());
        };
    return new Program(SETTINGS, List.of())
        .text(new Submission(AttemptId.parse("digits-2"), spec, true, "00-trace"));
  }

  @Test
  void aCommandHasItsVariablesFromTheShellAndNotFromItsArguments() throws Exception {
    assertThat(
            text(
                "'runtime': 'command', 'environment': {'TOKEN': 's3cret', 'PATH': '/x', 'a.b': 'c'}"))
        .isEqualTo(
            """
            #!/bin/sh
            mkdir -p -- "$berth"/'checkpoints/digits' || exit 126
            export BERTH_ATTEMPT='digits-2'
            export BERTH_JOB='digits'
            export BERTH_RESUMED='true'
            export BERTH_WORLD_SIZE='1'
            export TOKEN='s3cret'
            export TRACEPARENT='00-trace'
            export BERTH_CHECKPOINT_DIR="$berth"/'checkpoints/digits'
            cd || exit 126
            export PATH='/x'
            exec env -- 'a.b=c' 'python3' 'a b' 'it'\\''s'
            """);
  }

  @Test
  void aContainerGetsNamesOfVariablesOnly() throws Exception {
    assertThat(text("'runtime': 'container', 'image': 'img:1', 'environment': {'TOKEN': 's3cret'}"))
        .contains("export TOKEN='s3cret'\n")
        .contains(
            "exec podman run --rm --network=host --ipc=host --name=berth-digits-2-\"$BERTH_RANK\"")
        .contains(" --env='TOKEN' ")
        .contains(" --volume=\"$berth\"/'checkpoints/digits':\"$berth\"/'checkpoints/digits'")
        .endsWith(" --entrypoint='python3' 'img:1' 'a b' 'it'\\''s'\n");
  }

  @Test
  void checkpointsElsewhereAreNoFolder() throws Exception {
    assertThat(text("'runtime': 'command', 'checkpoint': 's3://bucket/x'"))
        .doesNotContain("mkdir")
        .contains("export BERTH_CHECKPOINT_DIR='s3://bucket/x'\n");
  }

  @Test
  void whatCannotRunIsSaid() {
    assertThatThrownBy(() -> text("'runtime': 'container'")).isInstanceOf(UnfitException.class);
    assertThatThrownBy(() -> text("'runtime': 'ray', 'image': 'img:1'"))
        .isInstanceOf(UnfitException.class)
        .hasMessageContaining("image 'img:1'");
    assertThatThrownBy(() -> text("'runtime': 'command', 'checkpoint': 'a/../b'"))
        .isInstanceOf(UnfitException.class);
  }
}
