package dev.berth.targets.vm.making;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Json;
import dev.berth.contracts.TargetId;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Terraform's configurations of a target, in its JSON syntax. No secret is in them: those are the
 * values of variables, in a file beside.
 *
 * @param settings the target's
 * @param backend where states are kept, or null for the working folder
 */
record Configuration(MakingSettings settings, @Nullable JsonNode backend) {

  /** Where Terraform looks for the module, its finder and its taker of strays. */
  record Place(String source, Set<String> inputs) {
    Place {
      inputs = Set.copyOf(inputs);
    }
  }

  /** Makes what is ordered. */
  String making(Order order, Place module, String publicKey, Map<String, String> hostKeys) {
    ObjectNode root = root(true);
    ObjectNode variables = root.putObject("variable");
    for (String secret : Secrets.NAMES) {
      variables.putObject(secret).put("type", "map(string)").put("sensitive", true);
    }
    ObjectNode machines = module(root, "machines", module);
    machines.put("attempt", order.attempt().toString());
    machines.put("target", order.target().value());
    order.names().forEach(machines.putArray("names")::add);
    literals(machines.putObject("labels"), order.labels());
    machines.put("machine_type", literal(order.machineType()));
    if (order.accelerator() != null) {
      machines.put("accelerator", literal(order.accelerator()));
      machines.put("accelerators", order.accelerators());
    }
    machines.put("preemptible", order.preemptible());
    machines.put("lapses", order.lapses().toString());
    machines.put("ssh_user", settings.user());
    machines.put("ssh_public_key", literal(publicKey));
    settings.cidrs().forEach(machines.putArray("berth_cidrs")::add);
    literals(machines.putObject("host_keys"), hostKeys);
    Secrets.NAMES.forEach(secret -> machines.put(secret, "${var." + secret + "}"));
    output(root, "machines", "${module.machines.machines}");
    return text(root);
  }

  /** Makes nothing: what an attempt's state knows is destroyed by it. */
  String nothing() {
    return text(root(true));
  }

  /** The same for states that lie in the folder: those of strays. */
  String nothingHere() {
    return text(root(false));
  }

  /**
   * Looks for what is there.
   *
   * @param attempt the only one to look for, or null for all of the target
   * @param empty which data sources are known to have nothing, by address within the module
   */
  String finding(
      TargetId target, @Nullable AttemptId attempt, Place module, Collection<String> empty) {
    ObjectNode root = root(false);
    ObjectNode find = module(root, "find", module);
    find.put("target", target.value());
    if (attempt != null) {
      find.put("attempt", attempt.toString());
    }
    ArrayNode known = find.putArray("empty");
    empty.stream().map(Configuration::literal).forEach(known::add);
    for (String name : new String[] {"attempts", "machines", "things"}) {
      output(root, name, "${module.find." + name + "}");
    }
    return text(root);
  }

  /** Takes strays in, so that {@link #nothing} then destroys them. */
  String takingIn(Collection<Found.Thing> strays, Place module) {
    ObjectNode root = root(false);
    ArrayNode things = module(root, "strays", module).putArray("things");
    ArrayNode imports = root.putArray("import");
    for (Found.Thing stray : strays) {
      things.addObject().put("kind", stray.kind()).put("id", literal(stray.id()));
      imports
          .addObject()
          .put("to", "module.strays.%s.stray[\"%s\"]".formatted(stray.kind(), stray.id()))
          .put("id", literal(stray.id()));
    }
    return text(root);
  }

  /**
   * Reads who Berth is at the provider, or what it may have there.
   *
   * @param quotas the provider's names of what is asked for; none: who Berth is
   */
  String checking(Collection<String> quotas, Place module) {
    ObjectNode root = root(false);
    ArrayNode asked = module(root, "check", module).putArray("quotas");
    quotas.forEach(asked::add);
    for (String name : new String[] {"identity", "quotas"}) {
      output(root, name, "${module.check." + name + "}");
    }
    return text(root);
  }

  private ObjectNode root(boolean attempts) {
    ObjectNode root = Json.mapper().createObjectNode();
    if (attempts && settings.backend() != null) {
      root.putObject("terraform")
          .putObject("backend")
          .set(settings.backend(), backend == null ? Json.mapper().createObjectNode() : backend);
    }
    if (settings.module().shipped() && settings.providerFile() == null) {
      ObjectNode provider = root.putObject("provider").putObject(settings.module().provider());
      literals(provider, settings.provider());
      if (settings.module().provider().equals("azurerm")) {
        // The block must be there, be it empty.
        provider.putArray("features").addObject();
      }
    }
    return root;
  }

  private ObjectNode module(ObjectNode root, String name, Place place) {
    ObjectNode module = root.putObject("module").putObject(name);
    module.put("source", literal(place.source()));
    settings
        .inputs()
        .forEach((input, value) -> {
          if (place.inputs().contains(input)) {
            module.put(input, literal(value));
          }
        });
    return module;
  }

  private static void output(ObjectNode root, String name, String value) {
    root.withObjectProperty("output").putObject(name).put("value", value);
  }

  private static void literals(ObjectNode node, Map<String, String> values) {
    values.forEach((name, value) -> node.put(name, literal(value)));
  }

  /** As it is, though strings are templates there. */
  static String literal(String text) {
    return text.replace("${", "$${").replace("%{", "%%{");
  }

  private static String text(ObjectNode root) {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
    try {
      return Json.mapper().writer(printer).writeValueAsString(root) + '\n';
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
