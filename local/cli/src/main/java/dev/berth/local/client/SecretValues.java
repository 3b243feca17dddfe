package dev.berth.local.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A spec without what looks like a secret. Secrets do not belong in a spec; whoever put one there
 * all the same does not want it on a screen or in a build's log.
 *
 * @param spec the spec, with each such value replaced
 * @param hidden what was replaced, such as {@code environment.HF_TOKEN}
 */
public record SecretValues(JobSpec spec, List<String> hidden) {

  /** What stands for a value. */
  public static final String INSTEAD = "(not printed)";

  private static final Pattern SECRET =
      Pattern.compile(
          "(?i).*(TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL|PRIVATE_?KEY|API_?KEY|ACCESS_?KEY).*");

  private static final Pattern FLAG = Pattern.compile("-{0,2}([-\\w.]+)=(.*)", Pattern.DOTALL);

  /** A user's password in an address. */
  private static final Pattern IN_ADDRESS = Pattern.compile("(\\w+://[^/\\s:@]*:)[^/\\s@]+(@)");

  /** Copies the list. */
  public SecretValues {
    hidden = List.copyOf(hidden);
  }

  /** Looks through environment, arguments and the checkpoints' address. */
  public static SecretValues outOf(JobSpec spec) {
    List<String> hidden = new ArrayList<>();
    ObjectNode json = Json.mapper().valueToTree(spec);
    if (json.get("environment") instanceof ObjectNode environment) {
      spec.environment()
          .forEach((name, value) -> {
            String shown = SECRET.matcher(name).matches() ? INSTEAD : withoutPassword(value);
            if (!shown.equals(value)) {
              environment.put(name, shown);
              hidden.add("environment." + name);
            }
          });
    }
    if (json.get("arguments") instanceof ArrayNode arguments) {
      for (int i = 0; i < spec.arguments().size(); i++) {
        String before = i == 0 ? "" : spec.arguments().get(i - 1);
        String shown = argument(before, spec.arguments().get(i));
        if (!shown.equals(spec.arguments().get(i))) {
          arguments.set(i, Json.mapper().getNodeFactory().textNode(shown));
          hidden.add("arguments[" + i + "]");
        }
      }
    }
    if (spec.checkpoint() != null
        && !withoutPassword(spec.checkpoint()).equals(spec.checkpoint())) {
      json.put("checkpoint", withoutPassword(spec.checkpoint()));
      hidden.add("checkpoint");
    }
    try {
      return new SecretValues(Json.mapper().treeToValue(json, JobSpec.class), hidden);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a spec does not survive being written and read", e);
    }
  }

  /** {@code --token=x}, and {@code --token x}. */
  private static String argument(String before, String said) {
    Matcher flag = FLAG.matcher(said);
    if (flag.matches() && SECRET.matcher(flag.group(1)).matches()) {
      return said.substring(0, flag.start(2)) + INSTEAD;
    }
    boolean named = before.startsWith("-") && !before.contains("=");
    return named && SECRET.matcher(before).matches() && !said.startsWith("-")
        ? INSTEAD
        : withoutPassword(said);
  }

  private static String withoutPassword(String text) {
    return IN_ADDRESS.matcher(text).replaceAll("$1" + INSTEAD + "$2");
  }
}
