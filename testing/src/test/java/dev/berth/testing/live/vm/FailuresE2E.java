package dev.berth.testing.live.vm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.contracts.AttemptEnded;
import dev.berth.contracts.AttemptRefused;
import dev.berth.contracts.Ending;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.JobCancelled;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobSucceeded;
import dev.berth.contracts.Json;
import dev.berth.contracts.Observation;
import dev.berth.contracts.Resources;
import dev.berth.contracts.Workers;
import dev.berth.targets.ssh.live.HostGroup;
import dev.berth.testing.live.CommandJobs;
import dev.berth.testing.platform.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong on machines is told by what it is, and holds nothing for longer than it must. */
class FailuresE2E {

  private static final String PLAYBOOK =
      """
      - hosts: all
        gather_facts: false
        tasks:
          - ansible.builtin.raw: echo there is no such driver; exit 1
      """;

  /** Fills its machine's disk at the first time. */
  private static final String FILLING =
      """
      echo "$BERTH_ATTEMPT 0 begins at 0 on $(hostname) " >>"/srv/common/$BERTH_JOB.story"
      [ "$BERTH_RESUMED" = false ] || exit 0
      dd if=/dev/zero of=/mnt/small/big bs=4k 2>/dev/null
      exit 9
      """;

  @TempDir private static Path folder;
  private static Counting programs;
  private static HostGroup cloud;
  private static HostGroup small;
  private static HostGroup strange;
  private static Path known;
  private static Yard made;
  private static Yard narrow;
  private static Yard pinned;
  private static VmLoop loop;

  @BeforeAll
  static void start() throws Exception {
    programs = Counting.in(folder);
    String common = programs.common().toString();
    Path playbook = Files.writeString(folder.resolve("playbook.yml"), PLAYBOOK);
    cloud = HostGroup.start("holly", 0, "--common", common);
    small = HostGroup.start("sedge", 3, "--common", common);
    strange = HostGroup.start("willow", 3, "--common", common);
    known = Files.copy(strange.knownHosts(), folder.resolve("known_hosts"));
    made =
        Yard.made(
            cloud, folder, 4, Map.of("set-up", "ansible", "set-up-path", playbook.toString()));
    narrow = Yard.standing(small, 3, Map.of("scratch", "/mnt/small/sedge"));
    pinned = Yard.standing(strange, 3, Map.of("known-hosts", known.toString()));
    loop =
        new VmLoop(
            folder,
            List.of(made, narrow, pinned),
            List.of(VmLoop.HASTE, "-Dberth.monitor.ledger.suspect-after=3s"));
  }

  @AfterAll
  static void stop() {
    VmLoop.end(loop, strange, small, cloud);
  }

  @Test
  void aSetUpThatFailsIsToldWithWhatItSaidAndItsMachinesAreDestroyed() throws Exception {
    JobSpec spec = programs.to(CommandJobs.fresh("unready"), 1, 2, 1, CommandJobs.on(made.id()));
    loop.pipeline.request(spec, null);

    AttemptRefused refused = loop.told.heard(spec.id(), AttemptRefused.class, _ -> true);

    assertThat(refused.category()).isEqualTo(FailureCategory.CONFIGURATION);
    assertThat(refused.reason()).contains("Ansible", "there is no such driver");
    assertThat(refused.heldSince()).isNotNull().isBefore(refused.refusedAt());
    assertThat(costOf(refused)).as("two machines, by their price and their time").isPositive();
    loop.pipeline.cancel(spec.id());
    loop.told.heard(spec.id(), JobCancelled.class, _ -> true);
    assertThat(programs.story(spec.id())).isEmpty();
    VmLoop.await().untilAsserted(() -> loop.awaitNothingLeft(spec.id()));
  }

  /** In US dollars, as {@code ./berth job} shows it. */
  private static double costOf(AttemptRefused refused) throws IOException {
    String job = "/jobs/" + refused.attempt().job();
    VmLoop.await().until(() -> attempt(job, refused).path("endedAt").isTextual());
    return attempt(job, refused).at("/cost/soFar").asDouble();
  }

  private static JsonNode attempt(String job, AttemptRefused refused) throws IOException {
    return loop.platform
        .http(Part.MONITOR)
        .json(job)
        .path("attempts")
        .valueStream()
        .filter(one -> one.path("id").asText().equals(refused.attempt().toString()))
        .findFirst()
        .orElseGet(() -> Json.mapper().createObjectNode());
  }

  @Test
  void aProgramThatFillsTheDiskFailsForInfrastructureAndGoesOnWhenThereIsRoom() throws Exception {
    JobSpec spec =
        CommandJobs.of(
            CommandJobs.fresh("fills"),
            List.of("/bin/sh", "-c", FILLING),
            new Resources(1, 256, null),
            Workers.ONE,
            null,
            CommandJobs.on(narrow.id()));
    loop.pipeline.request(spec, null);

    AttemptEnded ended = loop.ended(loop.told.placed(spec.id(), 1));

    assertThat(ended.ending())
        .isInstanceOfSatisfying(
            Ending.Failed.class,
            failed -> {
              assertThat(failed.category()).isEqualTo(FailureCategory.INFRASTRUCTURE);
              assertThat(failed.exitCode()).isEqualTo(9);
              assertThat(failed.reason()).contains("disk is full");
            });
    small.on(programs.host(spec.id()), "rm /mnt/small/big");
    assertThat(loop.told.heard(spec.id(), JobSucceeded.class, _ -> true).attempt().number())
        .isEqualTo(2);
    loop.awaitNothingLeft(spec.id());
  }

  @Test
  void aHostWithAnotherKeyIsNotSpokenToUntilAPersonSaysThatItIsRight() throws Exception {
    JobSpec spec = programs.to(CommandJobs.fresh("pinned"), 100, 1, 1, CommandJobs.on(pinned.id()));
    JobPlaced first = loop.begun(spec, programs, 5);
    String host = programs.host(spec.id());

    strange.kill(host);
    strange.replace(host);

    assertThat(loop.awaitSeen(first, Observation.Unreachable.class).reason()).contains(host);
    JobSpec other = programs.to(CommandJobs.fresh("other"), 20, 1, 1, CommandJobs.on(pinned.id()));
    loop.pipeline.request(other, null);
    loop.told.heard(other.id(), JobSucceeded.class, _ -> true);
    assertThat(programs.host(other.id())).isNotEqualTo(host);
    assertThat(strange.on(host, "ls -A ~admin")).doesNotContain(".berth");
    assertThat(loop.told.all(spec.id(), AttemptEnded.class)).isEmpty();

    Files.copy(strange.knownHosts(), known, StandardCopyOption.REPLACE_EXISTING);

    assertThat(loop.ended(first).ending()).isInstanceOf(Ending.Lost.class);
    assertThat(loop.told.heard(spec.id(), JobSucceeded.class, _ -> true).attempt().number())
        .isEqualTo(2);
    loop.awaitNothingLeft(spec.id());
    loop.awaitNothingLeft(other.id());
  }
}
