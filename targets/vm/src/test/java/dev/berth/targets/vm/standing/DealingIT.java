package dev.berth.targets.vm.standing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.targets.vm.remote.Text;
import dev.berth.targets.vm.running.Runs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a host deals its accelerators out with its claims, and how a worker finds its own. */
class DealingIT {

  private static final int NO_ROOM = 5;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path berth;

  /** What was printed, and the code behind it in a line of its own. */
  private String shell(String program) throws Exception {
    String whole =
        "berth=%s\n%s%s%s"
            .formatted(
                berth,
                Text.of(Runs.class, "members.sh") + Text.of(Runs.class, "runs.sh"),
                Text.of(Claims.class, "claims.sh"),
                program);
    Process process = new ProcessBuilder("/bin/sh", "-c", whole).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return printed + process.exitValue();
  }

  private int claim(String attempt, int accelerators) throws Exception {
    for (String folder : new String[] {"claims", "devices", "released", "runs", "kept"}) {
      Files.createDirectories(berth.resolve(folder));
    }
    Files.writeString(
        berth.resolve("claims/." + attempt + ".new"),
        "1.0 512 %d\nhosts h1\n".formatted(accelerators));
    return Integer.parseInt(shell("claim %s 8 8000 4\n".formatted(attempt)));
  }

  private String dealt(String attempt) throws Exception {
    return Files.readString(berth.resolve("devices").resolve(attempt)).replace('\n', ' ').strip();
  }

  @Test
  void noTwoClaimsHaveTheSame() throws Exception {
    assertThat(claim("a-1", 1)).isZero();
    assertThat(claim("b-1", 2)).isZero();
    assertThat(claim("c-1", 2)).isEqualTo(NO_ROOM);
    assertThat(claim("d-1", 1)).isZero();

    assertThat(dealt("a-1")).isEqualTo("0");
    assertThat(dealt("b-1")).isEqualTo("1 2");
    assertThat(dealt("d-1")).isEqualTo("3");
    assertThat(berth.resolve("devices/c-1")).doesNotExist();
  }

  @Test
  void whatIsGivenBackIsDealtAgainAndAClaimThatIsRepeatedKeepsItsOwn() throws Exception {
    claim("a-1", 2);
    claim("b-1", 2);
    shell("unclaim a-1\n");

    assertThat(claim("b-1", 2)).isZero();
    assertThat(dealt("b-1")).isEqualTo("2 3");
    assertThat(claim("c-1", 1)).isZero();
    assertThat(dealt("c-1")).isEqualTo("0");
    assertThat(shell("seal b-1; bury b-1 30\n")).isEqualTo("0");
    assertThat(claim("d-1", 3)).isZero();
    assertThat(dealt("d-1")).isEqualTo("1 2 3");
  }

  @Test
  void whatACrashHasDealtBeforeItsClaimWasThereIsFree() throws Exception {
    claim("a-1", 0);
    Files.writeString(berth.resolve("devices/ghost-1"), "0\n1\n");

    assertThat(claim("b-1", 4)).isZero();

    assertThat(dealt("b-1")).isEqualTo("0 1 2 3");
  }

  @Test
  void eachWorkerFindsItsOwnInTheOrderOfTheRanksOnItsMachine() throws Exception {
    claim("other-1", 1);
    claim("b-1", 3);
    String devices = Text.of(Runs.class, "devices.sh");

    assertThat(shell(devices + "berth_ranks='0 2 5' BERTH_RANK=2; devices b-1 1\n"))
        .isEqualTo("2\n0");
    assertThat(shell(devices + "berth_ranks='0 2 5' BERTH_RANK=0; devices b-1 1 all\n"))
        .isEqualTo("1,2,3\n0");
    // On a machine that was made for the attempt there are no claims.
    assertThat(shell(devices + "berth_ranks='4 6' BERTH_RANK=6; devices made-1 2\n"))
        .isEqualTo("2,3\n0");
  }

  @Test
  void aWorkerThatWasDealtTooFewHasNone() throws Exception {
    claim("b-1", 1);
    String devices = Text.of(Runs.class, "devices.sh");

    assertThat(shell(devices + "berth_ranks='0 1' BERTH_RANK=1; devices b-1 1\n")).isEqualTo("1");
  }
}
