package dev.berth.targets.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.Accelerators;
import dev.berth.contracts.AttemptId;
import dev.berth.targets.api.NativeDocument;
import dev.berth.targets.api.NativeForm;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.Target;
import dev.berth.targets.ssh.live.Wish;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintedFormTest {

  private static final Submission SUBMISSION =
      Wish.script(AttemptId.parse("digits-1"), "python3 train.py");

  private static final Map<String, String> MADE =
      Map.of(
          "terraform", "ec2",
          "terraform-folder", "/var/lib/berth/vm",
          "berth-addresses", "10.0.0.0/8",
          "key", "/etc/berth/key");

  private static List<NativeDocument> printed(Map<String, String> settings) {
    return new VmDriverProvider().render(HostTarget.of(settings), SUBMISSION)
            instanceof NativeForm.Rendered rendered
        ? rendered.documents()
        : List.of();
  }

  @Test
  void hostsThatStandRunAScript() {
    assertThat(printed(Map.of("hosts", "h1=a,h2=b")))
        .singleElement()
        .satisfies(script -> {
          assertThat(script.name()).isEqualTo("digits-1.sh");
          assertThat(script.content())
              .startsWith("#!/bin/sh\n")
              .contains("on 2 hosts that stand", "berth=$HOME/.berth/yard\n")
              .endsWith("exec '/bin/sh' '-c' 'python3 train.py'\n");
        });
  }

  /**
   * Made anew by {@code ./mvnw -pl targets/vm test -Dberth.docs.update=true}; read the difference.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ray | 'runtime': 'ray', 'workers': {'min': 3, 'max': 3}, 'resources': {'cpus': 1.5, 'memoryMiB': 1000, 'accelerators': {'kind': 'a100', 'count': 2}},",
        "accelerators | 'runtime': 'command', 'resources': {'cpus': 1, 'memoryMiB': 512, 'accelerators': {'kind': 'mi250x', 'count': 1}},",
        "no-accelerators | 'runtime': 'command',",
        "container | 'runtime': 'container', 'image': 'img:1', 'resources': {'cpus': 1, 'memoryMiB': 512, 'accelerators': {'kind': 'a100', 'count': 2}},"
      })
  void scriptsAreAsTheyWere(String name, String further) throws Exception {
    Submission submission = Wish.spoken(AttemptId.parse("digits-1"), further, "python", "train.py");
    Target target =
        HostTarget.of(
            Map.of("hosts", "h1=a,h2=b", "ray", "/opt/berth/venv"), new Accelerators("a100", 4));
    String script =
        new VmDriverProvider().render(target, submission) instanceof NativeForm.Rendered rendered
            ? rendered.documents().getFirst().content()
            : "";
    Path golden = Path.of("src/test/resources/script-golden", name + ".sh");
    if (Boolean.getBoolean("berth.docs.update")) {
      Files.createDirectories(golden.getParent());
      Files.writeString(golden, script);
    }
    assertThat(golden).hasContent(script);
  }

  @Test
  void machinesThatAreMadeAreOrderedFirst() {
    assertThat(printed(MADE))
        .extracting(NativeDocument::name)
        .containsExactly("digits-1.tf.json", "digits-1.sh");
  }

  @Test
  void whatMakesMachinesReadyIsShownBetweenOrderAndScript() {
    Map<String, String> settings = new TreeMap<>(MADE);
    settings.putAll(Map.of("set-up", "puppet", "set-up-variables", "berth_ray=2.49.0"));

    assertThat(printed(settings))
        .extracting(NativeDocument::name)
        .containsExactly("digits-1.tf.json", "digits-1.set-up.sh", "digits-1.sh");
    assertThat(printed(settings).get(1).content())
        .contains(
            "$dir is what comes with Berth",
            "env 'FACTER_berth_ray=2.49.0' puppet apply --detailed-exitcodes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ansible | ansible-playbook -i inventory.yaml -e '{\"ray\":\"1\"}' '/etc/mine'",
        "puppet | $dir is /etc/mine",
        "chef | # {\"run_list\":[\"recipe[mine]\"],\"mine\":{\"ray\":\"1\"}}",
        "chef | $dir has cookbooks/mine, /etc/mine"
      })
  void aSetUpOfOnesOwnIsShownWithWhatItIsTold(String tool, String shown) {
    assertThat(
            printed(
                Map.of(
                    "hosts", "h1=a",
                    "set-up", tool,
                    "set-up-path", "/etc/mine",
                    "set-up-variables", "ray=1")))
        .extracting(NativeDocument::content)
        .first()
        .asString()
        .startsWith("#!/bin/sh\n# ")
        .contains(shown);
  }

  @Test
  void whatNoMachineHasIsUnfit() {
    Submission large =
        Wish.with(SUBMISSION.attempt(), "true", "'resources': {'cpus': 64, 'memoryMiB': 1024},");

    assertThat(new VmDriverProvider().render(HostTarget.of(MADE), large))
        .isInstanceOf(NativeForm.Unfit.class);
  }
}
