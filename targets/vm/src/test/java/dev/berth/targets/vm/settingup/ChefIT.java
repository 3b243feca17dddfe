package dev.berth.targets.vm.settingup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No Chef can be had here: a stand-in for its client checks what it is handed. */
class ChefIT {

  private static final String STAND_IN =
      """
      #!/bin/sh
      [ "$1" = --local-mode ] || { echo "not local: $1"; exit 64; }
      cookbooks='' attributes=''
      while [ $# -gt 0 ]; do
        case $1 in
          --config-option) cookbooks=${2#cookbook_path=}; shift ;;
          --json-attributes) attributes=$2; shift ;;
          --chef-license) [ "$2" = accept-silent ] || exit 65; shift ;;
        esac
        shift
      done
      name=$(ls "$cookbooks")
      [ -f "$cookbooks/$name/recipes/default.rb" ] || { echo "no recipe in $cookbooks"; exit 66; }
      [ -f "$cookbooks/$name/metadata.rb" ] || exit 67
      cat "$attributes"
      echo "mask $(umask)"
      echo "folder $(dirname "$attributes")"
      exit ${STAND_IN_CODE:-0}
      """;

  @TempDir private Path folder;

  private record Ran(int code, String printed) {}

  @Test
  void handsCookbookRunListAndAttributesOverAndClearsUp() throws Exception {
    Ran ran = run("0");

    assertThat(ran.printed())
        .startsWith(
            "{\"run_list\":[\"recipe[berth]\"],\"berth\":{\"ray\":\"2.49.0\",\"user\":\"o'brien\"}}\n");
    assertThat(ran.printed()).as("what is made is for others, too").contains("\nmask 0022\n");
    assertThat(ran.code()).isZero();
    String left =
        ran.printed().lines().filter(line -> line.startsWith("folder ")).findFirst().orElseThrow();
    assertThat(Path.of(left.substring("folder ".length()))).doesNotExist();
  }

  @Test
  void handsACookbookOfOnesOwnOverByItsFoldersName() throws Exception {
    Path cookbook = folder.resolve("cookbooks/mine");
    Files.createDirectories(cookbook.resolve("recipes"));
    Files.writeString(cookbook.resolve("metadata.rb"), "name 'mine'\n");
    Files.writeString(cookbook.resolve("recipes/default.rb"), "file '/etc/greeting'\n");

    Ran ran =
        run(
            "0",
            Chef.program(
                Bundle.of(cookbook, "cookbooks/mine/"), Chef.name(cookbook), Map.of("ray", "1")));

    assertThat(ran.printed())
        .startsWith("{\"run_list\":[\"recipe[mine]\"],\"mine\":{\"ray\":\"1\"}}\n");
    assertThat(ran.code()).isZero();
  }

  @Test
  void passesTheClientsExitCodeOn() throws Exception {
    assertThat(run("35").code()).isEqualTo(35);
  }

  @Test
  void endsWithTheShellsCodeWhereThereIsNoClient() throws Exception {
    assertThat(shell(program(), Map.of()).code()).isEqualTo(127);
  }

  private Ran run(String code) throws Exception {
    return run(code, program());
  }

  private Ran run(String code, String given) throws Exception {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    program(bin.resolve("chef-client"), STAND_IN);
    program(bin.resolve("sudo"), "#!/bin/sh\nshift\nexec \"$@\"\n");
    return shell(given, Map.of("PATH", bin + ":" + System.getenv("PATH"), "STAND_IN_CODE", code));
  }

  private static String program() throws Exception {
    Bundle cookbook =
        Bundle.shipped(
            List.of("chef/cookbooks/berth/metadata.rb", "chef/cookbooks/berth/recipes/default.rb"));
    return Chef.program(
        cookbook, "berth", new TreeMap<>(Map.of("user", "o'brien", "ray", "2.49.0")));
  }

  private static void program(Path file, String text) throws Exception {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Ran shell(String program, Map<String, String> environment) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("/bin/sh").redirectErrorStream(true);
    builder.environment().put("TMPDIR", folder.toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try (var input = process.getOutputStream()) {
      input.write(program.getBytes(StandardCharsets.UTF_8));
    }
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), printed);
  }
}
