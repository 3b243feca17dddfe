package dev.berth.targets.slurm.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SiteProfilesTest {

  private static final Path FILES = Path.of("src/main/resources/dev/berth/targets/slurm/site");

  static List<SiteProfile> profiles() {
    return SiteProfiles.all();
  }

  @Test
  void everyFileIsListed() throws Exception {
    try (Stream<Path> files = Files.list(FILES)) {
      assertThat(files).hasSameSizeAs(SiteProfiles.all());
    }
    assertThat(SiteProfiles.all())
        .extracting(profile -> profile.site() + ' ' + profile.system())
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void everyKindOfNodeHasAWayInForAnyJob(SiteProfile profile) {
    if (profile.queues().isEmpty()) {
      return;
    }
    for (SiteNode node : profile.nodes()) {
      assertThat(profile.queues())
          .as(node.name())
          .anyMatch(queue ->
              queue.nodes().contains(node.name())
                  && queue.minimumNodes() == 1
                  && !queue.byName()
                  && !queue.preemptible()
                  && queue.intents().isEmpty()
                  && queue.fromPriority() == null);
    }
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void namesAreTheirOwn(SiteProfile profile) {
    assertThat(profile.queues()).extracting(SiteQueue::name).doesNotHaveDuplicates();
    assertThat(profile.nodes()).extracting(SiteNode::name).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void theExampleOfAnAccountIsOne(SiteProfile profile) {
    if (profile.account() != null) {
      assertThat(profile.account().example()).matches(profile.account().pattern());
    }
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void everyFileOfASiteSaysWhereItsFactsAreFrom(SiteProfile profile) throws Exception {
    String name =
        profile.site().equals(SiteProfiles.GENERIC)
            ? "generic"
            : profile.site() + '-' + profile.system();
    String text = Files.readString(FILES.resolve(name + ".yaml"));

    assertThat(text).startsWith("# ");
    if (!name.equals("generic")) {
      assertThat(text)
          .containsPattern("# .*(docs\\.nersc\\.gov|docs\\.tacc\\.utexas\\.edu|olcf-user-docs)");
    }
  }

  @Test
  void aTargetWithoutADialectIsOfTheGenericOne() {
    assertThat(SiteProfiles.of("slurm")).isEqualTo(SiteProfiles.of("generic")).hasSize(1);
  }

  @Test
  void saysWhatIsWrongWithAFileOfOnesOwn(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("ours.yaml"),
            """
            site: ours
            system: one
            title: Ours
            gpuOption: gres
            nodes: [{name: a, cpus: 8, memoryMiB: 1000}]
            queues: [{name: q, nodes: [b]}]
            """);

    assertThatThrownBy(() -> SiteProfiles.read(file))
        .hasMessageContaining("queue 'q' leads to [b], and the nodes are [a]");
  }
}
