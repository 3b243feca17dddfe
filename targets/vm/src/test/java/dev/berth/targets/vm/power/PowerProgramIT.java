package dev.berth.targets.vm.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.vm.machines.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real programs that know of hosts' power, or should. */
class PowerProgramIT {

  private static final Machine H1 = new Machine("h1", "10.0.0.1", null, null, null, null);
  private static final Machine H2 = new Machine("h2", "10.0.0.2", null, null, null, null);

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  /** A script; its first argument is the host's name, its second one the address. */
  private PowerProgram program(String script, Duration timeout) throws Exception {
    Path file = Files.createTempFile(folder, "power", "");
    Files.writeString(file, "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new PowerProgram(settings(file + " {name} at-{address}"), timeout);
  }

  private static PowerStatus settings(String words) {
    return new PowerStatus(
        List.of(words.split(" ")), Pattern.compile("Power is off|shut off"), Duration.ofMinutes(1));
  }

  private PowerWord said(String script) throws Exception {
    return program(script, Duration.ofSeconds(20)).ask(H1);
  }

  @Test
  void isAskedAboutEachHostByItsNameAndAddress() throws Exception {
    assertThat(said("echo \"$1 $2 $#\"")).isEqualTo(new PowerWord.Other("h1 at-10.0.0.1 2"));
  }

  @Test
  void saysThatItIsOffByAllThatItPrintsAndNothingElse() throws Exception {
    assertThat(said("echo; echo '  Power is off'; echo complaints >&2"))
        .isEqualTo(new PowerWord.Off("Power is off"));
    assertThat(said("echo shut off; echo running"))
        .isEqualTo(new PowerWord.Other("shut off\nrunning"));
    assertThat(said("echo Power is off since noon"))
        .isEqualTo(new PowerWord.Other("Power is off since noon"));
    assertThat(said("echo Power is off >&2")).isEqualTo(new PowerWord.Other(""));
  }

  @Test
  void saysNothingByFailing() throws Exception {
    assertThat(said("echo Power is off; echo no route to it >&2; exit 3"))
        .isInstanceOfSatisfying(
            PowerWord.Unsaid.class,
            unsaid -> assertThat(unsaid.why()).contains("ended with code 3: no route to it"));
    assertThat(said("yes Power is off | head -n 1000"))
        .isInstanceOfSatisfying(
            PowerWord.Unsaid.class, unsaid -> assertThat(unsaid.why()).contains("characters"));
    assertThat(new PowerProgram(settings("/not/there {name}"), Duration.ofSeconds(20)).ask(H1))
        .isInstanceOfSatisfying(
            PowerWord.Unsaid.class, unsaid -> assertThat(unsaid.why()).contains("/not/there"));
  }

  @Test
  void saysNothingByHangingAndIsEndedWithAllThatItStarted() throws Exception {
    Path pids = folder.resolve("pids");

    PowerWord word =
        program(
                "echo Power is off; sleep 600 & echo $! $$ >%s; wait".formatted(pids),
                Duration.ofMillis(700))
            .ask(H1);

    assertThat(word)
        .isInstanceOfSatisfying(
            PowerWord.Unsaid.class,
            unsaid -> assertThat(unsaid.why()).contains("did not answer within PT0.7S"));
    assertThat(Files.readString(pids).strip().split(" "))
        .hasSize(2)
        .allSatisfy(pid -> await().untilAsserted(() -> assertThat(state(pid)).isIn("", "Z")));
  }

  /** As {@code proc(5)} has it; one that only waits to be reaped is a zombie, Z. */
  private static String state(String pid) throws IOException {
    try {
      return Files.readString(Path.of("/proc", pid, "stat")).replaceFirst("(?s)^.*\\) (.).*", "$1");
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  @Test
  void isShownWithWhatItSaysOfEachHost() throws Exception {
    PowerProgram right = program("[ $1 = h1 ] && echo on || echo shut off", Duration.ofSeconds(20));
    PowerProgram broken = program("[ $1 = h1 ] && echo on", Duration.ofSeconds(20));

    assertThat(new PowerCheck(right::ask, PATIENCE).outcome(List.of(H1, H2), Set.of(H1)))
        .isEqualTo(
            new CheckOutcome.Passed("'on' is said of h1; 'shut off', which is off, is said of h2"));
    assertThat(new PowerCheck(right::ask, PATIENCE).outcome(List.of(H1, H2), Set.of(H1, H2)))
        .isInstanceOfSatisfying(
            CheckOutcome.Failed.class,
            failed ->
                assertThat(failed.reason())
                    .isEqualTo("power-status says 'shut off' of h2, and it answers over ssh"));
    assertThat(new PowerCheck(broken::ask, PATIENCE).outcome(List.of(H1, H2), Set.of(H1, H2)))
        .isInstanceOfSatisfying(
            CheckOutcome.Failed.class,
            failed -> assertThat(failed.reason()).contains("nothing of h2", "code 1"));
  }

  @Test
  void isAskedAboutEachOfManyHosts() throws Exception {
    PowerProgram program = program("echo on", Duration.ofSeconds(20));
    List<Machine> hosts =
        IntStream.rangeClosed(1, 20)
            .mapToObj(i -> new Machine("h" + i, "10.0.0." + i, null, null, null, null))
            .toList();

    assertThat(new PowerCheck(program::ask, PATIENCE).outcome(hosts, Set.copyOf(hosts)))
        .isEqualTo(
            new CheckOutcome.Passed(
                hosts.stream()
                    .map(Machine::name)
                    .collect(Collectors.joining(", ", "'on' is said of ", ""))));
  }
}
