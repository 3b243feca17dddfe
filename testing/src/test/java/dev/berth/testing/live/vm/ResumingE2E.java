package dev.berth.testing.live.vm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.contracts.AttemptEnded;
import dev.berth.contracts.Ending;
import dev.berth.contracts.EventType;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobSucceeded;
import dev.berth.contracts.Observation;
import dev.berth.targets.ssh.live.HostGroup;
import dev.berth.testing.live.CommandJobs;
import dev.berth.testing.platform.Part;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job goes on from its checkpoint on another machine, whatever became of the one before. */
class ResumingE2E {

  private static final int GOAL = 80;

  /** How far a program is let come before its machine is taken. */
  private static final int SOME = 5;

  /** How many seconds a program takes to end, so that the notice is seen before its end is. */
  private static final int SAVING = 10;

  @TempDir private static Path folder;
  private static Counting programs;
  private static HostGroup standing;
  private static HostGroup cloud;
  private static Yard hosts;
  private static Yard made;
  private static VmLoop loop;

  @BeforeAll
  static void start() throws Exception {
    programs = Counting.in(folder);
    String common = programs.common().toString();
    standing = HostGroup.start("rowan", 3, "--common", common);
    cloud = HostGroup.start("alder", 0, "--common", common);
    hosts = Yard.standing(standing, 3, Map.of());
    made = Yard.made(cloud, folder, 4, Map.of("notices", "ec2"));
    loop = new VmLoop(folder, List.of(hosts, made), List.of(VmLoop.HASTE));
  }

  @AfterAll
  static void stop() {
    VmLoop.end(loop, cloud, standing);
  }

  @Test
  void whenAMachineThatWasMadeDies() throws Exception {
    JobSpec spec = programs.to(CommandJobs.fresh("dies"), GOAL, 1, 1, CommandJobs.on(made.id()));
    JobPlaced first = begun(spec);
    String host = cloud.ordered().values().iterator().next().host();

    cloud.kill(host);

    assertThat(loop.ended(first).ending())
        .isInstanceOfSatisfying(
            Ending.Lost.class, lost -> assertThat(lost.evidence()).contains("terminated"));
    resumes(spec, first, host);
  }

  @Test
  void whenAHostThatStandsDiesAndIsBack() throws Exception {
    JobSpec spec =
        programs.to(CommandJobs.fresh("reboots"), GOAL, 1, 1, CommandJobs.on(hosts.id()));
    JobPlaced first = begun(spec);
    String host = programs.host(spec.id());

    standing.kill(host);
    loop.awaitSeen(first, Observation.Unreachable.class);
    assertThat(loop.told.all(spec.id(), AttemptEnded.class)).isEmpty();
    standing.boot(host);

    assertThat(loop.ended(first).ending())
        .isInstanceOfSatisfying(
            Ending.Lost.class, lost -> assertThat(lost.evidence()).contains("booted again"));
    resumes(spec, first, "");
  }

  @Test
  void whenItsProviderTakesAMachineBack() throws Exception {
    JobSpec spec =
        programs.to(
            CommandJobs.fresh("spot"), GOAL, 1, 1, CommandJobs.preemptibleOn(made.id()), SAVING);
    JobPlaced first = begun(spec);
    String host = cloud.ordered().values().iterator().next().host();

    cloud.preemptNotice(host);

    assertThat(loop.ended(first).ending())
        .isInstanceOfSatisfying(
            Ending.Failed.class,
            failed -> assertThat(failed.category()).isEqualTo(FailureCategory.PREEMPTED));
    isShownWhatTheProviderSaid(first);
    assertThat(programs.story(spec.id()))
        .anyMatch(line -> line.startsWith(first.attempt() + " 0 is told at "));
    resumes(spec, first, host);
  }

  /** In its words, while the machine was still there, to whoever asks for the job's events. */
  private static void isShownWhatTheProviderSaid(JobPlaced first) throws Exception {
    Shown shown = Shown.of(first.jobId(), loop.platform.http(Part.MONITOR));
    List<String> notices =
        shown.events().stream()
            .filter(
                event -> event.path("type").asText().equals(EventType.ATTEMPT_OBSERVED.wireName()))
            .map(event -> event.path("data").path("observation").path("notice"))
            .filter(JsonNode::isTextual)
            .map(JsonNode::asText)
            .toList();
    assertThat(notices)
        .isNotEmpty()
        .allSatisfy(notice -> assertThat(notice).startsWith("ec2 ").contains("terminate"));
    assertThat(shown.job().path("attempts").path(0).path("ending").path("reason").asText())
        .isEqualTo("its machine is about to be taken away: " + notices.getFirst());
  }

  private static JobPlaced begun(JobSpec spec) throws InterruptedException {
    return loop.begun(spec, programs, SOME);
  }

  /** The second attempt begins where the first was, on another machine than that, and ends well. */
  private static void resumes(JobSpec spec, JobPlaced first, String host) throws Exception {
    JobPlaced second = loop.told.placed(spec.id(), 2);
    JobSucceeded succeeded = loop.told.heard(spec.id(), JobSucceeded.class, _ -> true);
    assertThat(succeeded.attempt()).isEqualTo(second.attempt());
    List<String> story =
        programs.story(spec.id()).stream().filter(line -> !line.contains("is told")).toList();
    assertThat(story).hasSize(3);
    assertThat(story.getFirst()).startsWith(first.attempt() + " 0 begins at 0 on ");
    assertThat(story.get(1))
        .matches(second.attempt() + " 0 begins at ([5-9]|[1-7][0-9]) on h[0-9]+ resumed=true")
        .doesNotContain("on " + host + ' ');
    assertThat(story.getLast()).isEqualTo(second.attempt() + " 0 ends at " + GOAL);
    loop.awaitNothingLeft(spec.id());
  }
}
