package dev.berth.testing.live.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptEnded;
import dev.berth.contracts.AttemptReleased;
import dev.berth.contracts.Ending;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobSucceeded;
import dev.berth.contracts.Observation;
import dev.berth.targets.ssh.live.HostGroup;
import dev.berth.testing.live.CommandJobs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host that stands is gone without a word, and somebody else knows that its power is off. */
class PowerE2E {

  private static final int GOAL = 100;

  /** Longer than it takes to be found lost, and released. */
  private static final int LONG = 3_000;

  /** How far a program is let come before its machine is taken. */
  private static final int SOME = 5;

  @TempDir private static Path folder;
  private static Counting programs;
  private static HostGroup honest;
  private static HostGroup wrong;
  private static Yard hosts;
  private static Yard deceived;
  private static VmLoop loop;

  @BeforeAll
  static void start() throws Exception {
    programs = Counting.in(folder);
    String common = programs.common().toString();
    honest = HostGroup.start("yew", 3, "--common", common);
    wrong = HostGroup.start("medlar", 3, "--common", common);
    hosts = Yard.standing(honest, 3, asking(honest.powerStatus(), "off"));
    deceived = Yard.standing(wrong, 3, asking("echo off {name}", "off h[0-9]"));
    loop =
        new VmLoop(
            folder,
            List.of(hosts, deceived),
            List.of(
                VmLoop.HASTE,
                "-Dberth.monitor.ledger.orphan-grace=2s",
                "-Dberth.monitor.watch.stray-interval=1s"));
  }

  private static Map<String, String> asking(String program, String off) {
    return Map.of("power-status", program, "power-status-off", off, "power-status-for", "PT5S");
  }

  @AfterAll
  static void stop() {
    VmLoop.end(loop, wrong, honest);
  }

  @Test
  void itsJobGoesOnElsewhereFromItsCheckpoint() throws Exception {
    JobSpec spec = programs.to(CommandJobs.fresh("dark"), GOAL, 1, 1, CommandJobs.on(hosts.id()));
    JobPlaced first = loop.begun(spec, programs, SOME);
    String host = programs.host(spec.id());

    honest.partition(host);
    loop.awaitSeen(first, Observation.Unreachable.class);
    honest.kill(host);

    assertThat(loop.ended(first).ending())
        .isInstanceOfSatisfying(
            Ending.Lost.class,
            lost ->
                assertThat(lost.evidence())
                    .contains(host + " has not answered since ", "'off' has been said"));
    JobSucceeded succeeded = loop.told.heard(spec.id(), JobSucceeded.class, _ -> true);
    assertThat(succeeded.attempt().number()).isEqualTo(2);
    loop.awaitReleased(spec.id());
    assertThat(
            loop.told
                .heard(
                    spec.id(),
                    AttemptReleased.class,
                    released -> released.attempt().equals(first.attempt()))
                .evidence())
        .contains(host, "'off' has been said");
    List<String> story = programs.story(spec.id());
    assertThat(story).hasSize(3);
    assertThat(story.get(1))
        .matches(succeeded.attempt() + " 0 begins at [1-9][0-9]* on h[0-9] resumed=true")
        .doesNotContain("on " + host + ' ');

    // What lies on its disk is cleared away should it ever be back.
    honest.boot(host);
    VmLoop.await().untilAsserted(() -> loop.awaitNothingLeft(spec.id()));
    assertThat(programs.story(spec.id())).isEqualTo(story);
  }

  @Test
  void ifThatWasNotTrueItsProgramIsStoppedOnceItIsBack() throws Exception {
    JobSpec spec =
        programs.to(CommandJobs.fresh("lied"), LONG, 1, 1, CommandJobs.on(deceived.id()));
    JobPlaced first = loop.begun(spec, programs, SOME);
    String host = programs.host(spec.id());

    wrong.partition(host);
    assertThat(loop.ended(first).ending()).isInstanceOf(Ending.Lost.class);
    JobPlaced second = loop.told.placed(spec.id(), 2);
    loop.awaitRunning(second);
    wrong.heal(host);

    VmLoop.await()
        .untilAsserted(() ->
            assertThat(programs.story(spec.id()))
                .anyMatch(line -> line.startsWith(first.attempt() + " 0 is told at ")));
    VmLoop.await()
        .untilAsserted(() ->
            assertThat(loop.told.all(spec.id(), AttemptReleased.class))
                .filteredOn(released -> released.attempt().equals(first.attempt()))
                .hasSizeGreaterThanOrEqualTo(2));
    assertThat(loop.told.all(spec.id(), AttemptEnded.class))
        .as("the second attempt is left alone")
        .noneMatch(ended -> ended.attempt().equals(second.attempt()));
    loop.pipeline.cancel(spec.id());
    VmLoop.await()
        .untilAsserted(() ->
            assertThat(loop.told.all(spec.id(), AttemptReleased.class))
                .anyMatch(released -> released.attempt().equals(second.attempt())));
    loop.awaitNothingLeft(spec.id());
  }
}
