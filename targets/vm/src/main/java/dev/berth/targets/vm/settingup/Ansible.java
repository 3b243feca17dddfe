package dev.berth.targets.vm.settingup;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Json;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.vm.machines.Machine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs a playbook from here on all machines of the attempt: {@code ansible-playbook}. What may be
 * said reaches it as extra variables.
 */
public final class Ansible implements SetUp {

  private static final List<String> SHIPPED =
      List.of(
          "ansible/playbook.yml",
          "ansible/roles/berth/defaults/main.yml",
          "ansible/roles/berth/tasks/main.yml");

  private final Ways ways;
  private final String program;
  private final @Nullable Path playbook;
  private final Map<String, String> variables;
  private final Duration timeout;

  /**
   * Over those ways.
   *
   * @param program {@code ansible-playbook}, or its path
   * @param playbook a playbook; null for the one that comes with Berth
   * @param variables by name
   * @param timeout for all machines
   */
  public Ansible(
      Ways ways,
      String program,
      @Nullable Path playbook,
      Map<String, String> variables,
      Duration timeout) {
    this.ways = ways;
    this.program = program;
    this.playbook = playbook;
    this.variables = Map.copyOf(variables);
    this.timeout = timeout;
  }

  @Override
  public SetUpOutcome apply(AttemptId attempt, List<Machine> machines, Consumer<String> told)
      throws TargetTroubleException {
    try {
      Path folder = Files.createTempDirectory("berth-ansible-");
      try {
        return in(folder, attempt, machines, told);
      } finally {
        remove(folder);
      }
    } catch (IOException e) {
      throw new TargetTroubleException(program + " cannot be run", e);
    }
  }

  private SetUpOutcome in(
      Path folder, AttemptId attempt, List<Machine> machines, Consumer<String> told)
      throws TargetTroubleException, IOException {
    Path play = playbook;
    if (play == null) {
      Bundle.shipped(SHIPPED).writeTo(folder);
      play = folder.resolve("playbook.yml");
    }
    Path inventory =
        Files.writeString(folder.resolve("inventory.yaml"), Inventory.of(attempt, machines, ways));
    Path said = Files.writeString(folder.resolve("variables.json"), json(variables));
    ProcessBuilder builder =
        new ProcessBuilder(words(program, inventory.toString(), "@" + said, play.toString()))
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.put("ANSIBLE_NOCOLOR", "1");
    environment.put("ANSIBLE_FORCE_COLOR", "0");
    environment.put("ANSIBLE_RETRY_FILES_ENABLED", "0");
    environment.put("ANSIBLE_HOST_KEY_CHECKING", "1");
    environment.put("ANSIBLE_LOCAL_TEMP", folder.resolve("local").toString());
    // Of each attempt's own: another attempt's machine may have had the same address before.
    environment.put("ANSIBLE_SSH_CONTROL_PATH_DIR", folder.resolve("c").toString());
    // Connections that outlive the playbook end soon after it.
    environment.put("ANSIBLE_SSH_ARGS", "-C -o ControlMaster=auto -o ControlPersist=10s");
    environment.putIfAbsent("LC_ALL", "C.UTF-8");
    return run(builder.start(), told);
  }

  /** What is run; what people are shown of it, too. */
  static List<String> words(String program, String inventory, String variables, String playbook) {
    return List.of(program, "-i", inventory, "-e", variables, playbook);
  }

  /** Variables as {@code ansible-playbook} takes them. */
  static String json(Map<String, String> variables) {
    try {
      return Json.mapper().writeValueAsString(new TreeMap<>(variables));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SetUpOutcome run(Process process, Consumer<String> told)
      throws TargetTroubleException, IOException {
    Thread limit =
        Thread.ofVirtual()
            .start(() -> {
              try {
                if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                  process.descendants().forEach(ProcessHandle::destroyForcibly);
                  process.destroyForcibly();
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    List<String> printed = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new java.io.InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        printed.add(line);
        told.accept(line);
      }
      int code = process.waitFor();
      limit.interrupt();
      return read(code, String.join("\n", printed));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroy();
      throw new TargetTroubleException(program + " was no longer waited for", e);
    }
  }

  /**
   * Exit codes of ansible-playbook: 4 is a machine that does not answer, and also a playbook that
   * does not parse; only the words tell them apart.
   */
  static SetUpOutcome read(int code, String printed) throws TargetTroubleException {
    if (code == 0) {
      return new SetUpOutcome.Ready();
    }
    if (printed.contains("UNREACHABLE!")) {
      throw new TargetTroubleException(
          "Ansible: "
              + printed
                  .lines()
                  .filter(line -> line.contains("UNREACHABLE!"))
                  .findFirst()
                  .orElse("a machine does not answer"));
    }
    return switch (code) {
      case 2 -> Blame.failed("Ansible: a task failed", printed);
      case 4 -> Blame.failed("Ansible: the playbook does not parse", printed);
      case 137, 143 -> throw new TargetTroubleException("ansible-playbook took too long");
      default -> Blame.failed("ansible-playbook ended with " + code, printed);
    };
  }

  private static void remove(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(path)) {
        for (Path one : all) {
          remove(one);
        }
      }
    }
    Files.deleteIfExists(path);
  }
}
