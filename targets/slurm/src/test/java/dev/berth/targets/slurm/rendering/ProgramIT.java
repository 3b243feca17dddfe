package dev.berth.targets.slurm.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.JobId;
import dev.berth.contracts.JobRuntime;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Words and variables come through a real bash, and the file it writes, as they went in. */
class ProgramIT {

  private static final List<String> PIECES =
      List.of(
          "'",
          "\"",
          "\\",
          "$HOME",
          "$(id)",
          "`id`",
          "\n",
          "\r",
          "\t",
          " ",
          "*",
          "?",
          "[a]",
          "{a,b}",
          "~",
          "#",
          "!",
          "!!",
          "&",
          ";",
          "|",
          "<",
          ">",
          "(",
          ")",
          "=",
          "-",
          "--",
          "%j",
          "%",
          "é",
          "日本",
          "\u0001",
          "\u001b[31m",
          "\u007f",
          "BERTH",
          "\nBERTH\n",
          "EOF",
          "$'",
          "\\n",
          "\\'",
          "a",
          "7");

  @TempDir Path folder;

  @RepeatedTest(20)
  void keepsEveryWord(RepetitionInfo repetition) throws Exception {
    long seed = Long.getLong("berth.seed", repetition.getCurrentRepetition());
    SplittableRandom random = new SplittableRandom(seed);
    List<String> words = Stream.generate(() -> word(random)).limit(30).toList();

    List<String> arguments = new ArrayList<>(List.of("%s\\0"));
    arguments.addAll(words);
    List<String> printed = run("printf", arguments, Map.of("LC_ALL", "C.UTF-8"));

    assertThat(printed).as("seed %d", seed).isEqualTo(words);
  }

  @RepeatedTest(20)
  void keepsEveryVariable(RepetitionInfo repetition) throws Exception {
    long seed = Long.getLong("berth.seed", repetition.getCurrentRepetition());
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, String> variables = new TreeMap<>();
    // Names that are bash's own, that it cannot have, and that look like options.
    for (String name : List.of("A", "a.b", "-u", "--", "UID", "PPID", "SHELLOPTS", "IFS", "PS4")) {
      variables.put(name, word(random));
    }

    List<String> printed = run("env", List.of("-0"), variables);

    assertThat(printed)
        .as("seed %d", seed)
        .containsAll(
            variables.entrySet().stream().map(one -> one.getKey() + '=' + one.getValue()).toList());
  }

  @Test
  void startsAProgramWhoseNameLooksLikeAVariable() throws Exception {
    Path program = folder.resolve("a=b");
    Files.writeString(program, "#!/bin/sh\nprintf '%s\\0' \"$@\"\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();

    assertThat(run(program.toString(), List.of("x", ""), Map.of("A", "1")))
        .containsExactly("x", "");
  }

  private static String word(SplittableRandom random) {
    StringBuilder word = new StringBuilder();
    for (int left = random.nextInt(6); left > 0; left--) {
      word.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return word.toString();
  }

  /** What it prints, by zero characters. */
  private List<String> run(String entrypoint, List<String> arguments, Map<String, String> variables)
      throws Exception {
    JobSpec spec = spec(entrypoint, arguments);
    Path writing = folder.resolve("batch.sh");
    Files.writeString(
        writing,
        "berth_folder="
            + folder
            + '\n'
            + ScriptText.file("worker.sh", Program.line(spec, variables, List.of())));
    assertThat(bash(writing)).isEmpty();
    byte[] printed = bash(folder.resolve("worker.sh"));
    String text = new String(printed, StandardCharsets.UTF_8);
    return List.of(text.substring(0, text.length() - 1).split("\0", -1));
  }

  private static JobSpec spec(String entrypoint, List<String> arguments) {
    return Json.mapper()
        .convertValue(
            Map.of(
                "id",
                new JobId("digits"),
                "runtime",
                JobRuntime.COMMAND,
                "entrypoint",
                entrypoint,
                "arguments",
                arguments),
            JobSpec.class);
  }

  private byte[] bash(Path script) throws Exception {
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder("/bin/bash", script.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(script)).isZero();
    return Files.readAllBytes(output);
  }
}
