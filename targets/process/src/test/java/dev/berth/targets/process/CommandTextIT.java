package dev.berth.targets.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.targets.api.NativeDocument;
import dev.berth.targets.api.NativeForm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTextIT {

  @TempDir private Path folder;

  @Test
  void isAScriptThatRunsWhatTheTargetWouldRun() throws Exception {
    NativeDocument script =
        rendered(
            "echo \"$GREETING|$BERTH_ATTEMPT|$BERTH_RANK|$BERTH_WORLD_SIZE|$UNKNOWN\"; pwd",
            Map.of("environment", Map.of("GREETING", "it's $HOME `id`\n\"two\"")));
    Path file = Files.writeString(folder.resolve(script.name()), script.content());

    ProcessBuilder builder = new ProcessBuilder("/bin/sh", file.toString());
    builder.environment().put("UNKNOWN", "not passed on");
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(said)
        .isEqualTo("it's $HOME `id`\n\"two\"|greeter-1|0|1|\n" + folder.toRealPath() + "\n");
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void tellsNothingOfThisProgramsEnvironment() {
    String path = System.getenv("PATH");

    assertThat(rendered("true", Map.of()).content())
        .contains("${PATH+PATH=\"$PATH\"}")
        .doesNotContain(path);
  }

  @Test
  void saysWhatCannotRunThere() {
    assertThat(form("true", Map.of("runtime", "ray")))
        .isEqualTo(new NativeForm.Unfit("a pool of processes cannot run the runtime ray"));
  }

  private NativeDocument rendered(String script, Map<String, Object> more) {
    NativeForm form = form(script, more);
    assertThat(form).isInstanceOf(NativeForm.Rendered.class);
    List<NativeDocument> documents = ((NativeForm.Rendered) form).documents();
    assertThat(documents)
        .singleElement()
        .extracting(NativeDocument::name)
        .isEqualTo("greeter-1.sh");
    return documents.getFirst();
  }

  private NativeForm form(String script, Map<String, Object> more) {
    return new ProcessDriverProvider()
        .render(
            new TestPool(folder, 1)
                .target(Map.of("directory", folder.toString(), "workdir", folder.toString())),
            TestPool.submission("greeter", script, more));
  }
}
