package dev.berth.targets.vm.settingup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Json;
import dev.berth.targets.ssh.Host;
import dev.berth.targets.ssh.Words;
import dev.berth.targets.vm.machines.Machine;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** An attempt's machines as Ansible takes them: YAML's own subset that is JSON. */
final class Inventory {

  private Inventory() {}

  static String of(AttemptId attempt, List<Machine> machines, Ways ways) {
    ObjectNode inventory = Json.mapper().createObjectNode();
    ObjectNode all = inventory.putObject("all");
    ObjectNode hosts = all.putObject("hosts");
    for (Machine machine : machines) {
      Host way = ways.to(machine);
      ObjectNode host = hosts.putObject(machine.name());
      host.put("ansible_host", way.address());
      if (way.port() != null) {
        host.put("ansible_port", way.port());
      }
      if (way.user() != null) {
        host.put("ansible_user", way.user());
      }
      // Ansible takes quotes away that stand around the whole; so the first word has none.
      host.put("ansible_ssh_common_args", "-o BatchMode=yes " + Words.quoted(options(way)));
    }
    all.putObject("vars").put("berth_attempt", attempt.toString());
    try {
      return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(inventory) + '\n';
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> options(Host way) {
    List<String> words = new ArrayList<>();
    if (way.config() != null) {
      words.addAll(List.of("-F", way.config()));
    }
    way.options().forEach(option -> words.addAll(List.of("-o", option)));
    words.addAll(way.own());
    return words;
  }
}
