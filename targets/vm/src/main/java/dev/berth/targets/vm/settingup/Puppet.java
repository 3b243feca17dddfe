package dev.berth.targets.vm.settingup;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.ssh.Words;
import dev.berth.targets.vm.machines.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Applies a manifest on each machine, without a Puppet server: {@code puppet apply}. What may be
 * said reaches it as facts.
 */
public final class Puppet implements SetUp {

  private static final List<String> SHIPPED =
      List.of("puppet/manifests/site.pp", "puppet/modules/berth/manifests/init.pp");

  /** Where it is, for a shell: its own packages leave the {@code PATH} as it is. */
  static final String FINDING =
      """
      PATH=$PATH:/opt/puppetlabs/bin:/usr/sbin
      command -v puppet\
      """;

  private final OnMachines machines;
  private final @Nullable Path path;
  private final Map<String, String> facts;

  /**
   * Over those ways.
   *
   * @param path a manifest, or a control folder with {@code manifests} and {@code modules}; null
   *     for the one that comes with Berth
   * @param facts by name
   * @param timeout for one machine
   */
  public Puppet(Ways ways, @Nullable Path path, Map<String, String> facts, Duration timeout) {
    this.machines = new OnMachines(ways, timeout);
    this.path = path;
    this.facts = Map.copyOf(facts);
  }

  @Override
  public SetUpOutcome apply(AttemptId attempt, List<Machine> all, Consumer<String> told)
      throws TargetTroubleException {
    try {
      return machines.run(attempt, all, program(bundle(), facts), Puppet::read, told);
    } catch (IOException e) {
      throw new TargetTroubleException("Puppet's manifest cannot be read", e);
    }
  }

  private Bundle bundle() throws IOException {
    if (path == null) {
      return Bundle.shipped(SHIPPED);
    }
    return Files.isDirectory(path)
        ? Bundle.of(path, "")
        : new Bundle(Map.of("manifests/site.pp", Files.readAllBytes(path)));
  }

  static String program(Bundle bundle, Map<String, String> facts) {
    return bundle.unpacking() + command(facts);
  }

  /** What is run in the folder {@code $dir}, which has the files and goes with it. */
  static String command(Map<String, String> facts) {
    StringBuilder said = new StringBuilder();
    new java.util.TreeMap<>(facts)
        .forEach(
            (name, value) -> said.append(' ').append(Words.quoted("FACTER_" + name + '=' + value)));
    return """
    %s >/dev/null || { rm -rf "$dir"; exit 127; }
    sudo=''
    [ "$(id -u)" = 0 ] || sudo='sudo -n'
    hiera=''
    [ ! -f "$dir/hiera.yaml" ] || hiera="--hiera_config=$dir/hiera.yaml"
    mkdir -p "$dir/modules"
    $sudo env%s puppet apply --detailed-exitcodes --color=false $hiera --modulepath "$dir/modules" "$dir/manifests" 2>&1
    code=$?
    rm -rf "$dir"
    exit $code
    """
        .formatted(FINDING, said);
  }

  /** Exit codes of {@code puppet apply --detailed-exitcodes}: puppet-apply(8). */
  static SetUpOutcome read(String machine, int code, String printed) {
    return switch (code) {
      case 0, 2 -> new SetUpOutcome.Ready();
      case 4, 6 -> Blame.failed(machine + ": Puppet could not apply all resources", printed);
      case 1 ->
          Blame.failed(machine + ": Puppet's manifest does not compile, or it cannot run", printed);
      default -> Blame.failed(machine + ": puppet ended with " + code, printed);
    };
  }
}
