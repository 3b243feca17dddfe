package dev.berth.targets.vm.settingup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Json;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.vm.machines.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs a cookbook's default recipe on each machine, without a Chef server: {@code chef-client
 * --local-mode}, or Cinc's client of the same arguments. What may be said reaches it as attributes
 * under the cookbook's name.
 */
public final class Chef implements SetUp {

  private static final List<String> SHIPPED =
      List.of(
          "chef/cookbooks/berth/metadata.rb",
          "chef/cookbooks/berth/attributes/default.rb",
          "chef/cookbooks/berth/recipes/default.rb");

  private static final String NODE = "node.json";

  private static final String PATH = "PATH=$PATH:/opt/chef/bin:/opt/cinc/bin:/usr/sbin";

  private static final String CLIENT = "command -v chef-client || command -v cinc-client";

  /** Where a client is, for a shell; packages of theirs may leave the {@code PATH} as it is. */
  static final String FINDING = PATH + '\n' + CLIENT;

  /** What is run in the folder {@code $dir}, which has the files and goes with it. */
  static final String COMMAND =
      """
      %s
      client=$(%s) || { rm -rf "$dir"; exit 127; }
      sudo=''
      [ "$(id -u)" = 0 ] || sudo='sudo -n'
      cd "$dir" || exit 1
      $sudo "$client" --local-mode --chef-license accept-silent --no-color \\
        --config-option "cookbook_path=$dir/cookbooks" --json-attributes "$dir/node.json" 2>&1
      code=$?
      cd / && $sudo rm -rf "$dir"
      exit $code
      """
          .formatted(PATH, CLIENT);

  private final OnMachines machines;
  private final @Nullable Path cookbook;
  private final Map<String, String> attributes;

  /**
   * Over those ways.
   *
   * @param cookbook a cookbook's folder, which has its name; null for the one that comes with Berth
   * @param attributes by name
   * @param timeout for one machine
   */
  public Chef(
      Ways ways, @Nullable Path cookbook, Map<String, String> attributes, Duration timeout) {
    this.machines = new OnMachines(ways, timeout);
    this.cookbook = cookbook;
    this.attributes = Map.copyOf(attributes);
  }

  @Override
  public SetUpOutcome apply(AttemptId attempt, List<Machine> all, Consumer<String> told)
      throws TargetTroubleException {
    try {
      String name = name(cookbook);
      Bundle bundle =
          cookbook == null
              ? Bundle.shipped(SHIPPED)
              : Bundle.of(cookbook, "cookbooks/" + name + '/');
      return machines.run(attempt, all, program(bundle, name, attributes), Chef::read, told);
    } catch (IOException e) {
      throw new TargetTroubleException("Chef's cookbook cannot be read", e);
    }
  }

  /** A cookbook has its folder's name. */
  static String name(@Nullable Path cookbook) {
    return cookbook == null ? "berth" : cookbook.getFileName().toString();
  }

  static String program(Bundle cookbooks, String name, Map<String, String> attributes) {
    return cookbooks.with(NODE, node(name, attributes).getBytes(StandardCharsets.UTF_8)).unpacking()
        + COMMAND;
  }

  /** Run list and attributes of a node, as {@code --json-attributes} takes them. */
  static String node(String cookbook, Map<String, String> attributes) {
    ObjectNode node = Json.mapper().createObjectNode();
    node.putArray("run_list").add("recipe[" + cookbook + "]");
    ObjectNode own = node.putObject(cookbook);
    new TreeMap<>(attributes).forEach(own::put);
    try {
      return Json.mapper().writeValueAsString(node) + '\n';
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Exit codes of chef-client: Chef's RFC 062. */
  static SetUpOutcome read(String machine, int code, String printed) {
    return switch (code) {
      case 0 -> new SetUpOutcome.Ready();
      case 35, 37, 41 ->
          Blame.failed(machine + ": the recipe wants a reboot, which Berth does not do", printed);
      default -> Blame.failed(machine + ": the Chef client ended with " + code, printed);
    };
  }
}
