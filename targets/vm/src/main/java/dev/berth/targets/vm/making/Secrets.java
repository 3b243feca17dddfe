package dev.berth.targets.vm.making;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.contracts.Json;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What new machines are told, private host keys among it: values of the configuration. */
final class Secrets {

  /** The variables. */
  static final List<String> NAMES = List.of("user_data", "boot_script");

  private Secrets() {}

  /** As the file of values that Terraform reads by itself. */
  static String text(FirstBoot boot, Map<String, HostKey> keys) {
    ObjectNode values = Json.mapper().createObjectNode();
    ObjectNode userData = values.putObject(NAMES.getFirst());
    ObjectNode scripts = values.putObject(NAMES.getLast());
    new TreeMap<>(keys)
        .forEach((name, key) -> {
          userData.put(name, boot.userData(key));
          scripts.put(name, boot.script(key));
        });
    try {
      return Json.mapper().writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
