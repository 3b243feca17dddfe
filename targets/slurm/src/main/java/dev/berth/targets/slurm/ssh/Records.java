package dev.berth.targets.slurm.ssh;

import dev.berth.targets.slurm.conversation.ExitStatus;
import dev.berth.targets.slurm.conversation.Gpus;
import dev.berth.targets.slurm.conversation.NodeRow;
import dev.berth.targets.slurm.conversation.PartitionRow;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lines of {@code scontrol -o show}: {@code Key=value} pairs with blanks between, and sometimes in
 * the values. Only keys whose values have none are read, where they first occur.
 */
final class Records {

  /** Suffixes of a node's state (sinfo(1), "NODE STATE CODES"). */
  private static final String SILENT = "*";

  private static final Pattern DAYS = Pattern.compile("(?:(\\d+)-)?(\\d+):(\\d+)(?::(\\d+))?");
  private static final int MINUTES_OF_DAY = 24 * 60;

  private Records() {}

  static Optional<String> value(String line, String key) {
    Matcher found = Pattern.compile("(?:^|\\s)" + Pattern.quote(key) + "=(\\S*)").matcher(line);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  static Optional<Long> job(String line) {
    return value(line, "JobId").map(Long::valueOf);
  }

  static ExitStatus exit(String line) {
    return value(line, "ExitCode").map(ExitStatus::ofPair).orElse(ExitStatus.UNKNOWN);
  }

  static Optional<NodeRow> node(String line) {
    return value(line, "NodeName")
        .map(name ->
            new NodeRow(
                name,
                states(value(line, "State").orElse("UNKNOWN")),
                Arrays.asList(value(line, "Partitions").orElse("").split(",")),
                number(line, "CPUEfctv", number(line, "CPUTot", 0)),
                number(line, "CPUAlloc", 0),
                number(line, "RealMemory", 0),
                number(line, "AllocMem", 0),
                Gpus.of(value(line, "Gres").orElse("")),
                Gpus.inTres(value(line, "AllocTRES").orElse(""))));
  }

  /** {@code IDLE+DRAIN}, {@code DOWN*+DRAIN}: an asterisk is a node that does not answer. */
  private static Set<String> states(String written) {
    Set<String> states = new LinkedHashSet<>();
    for (String word : written.split("\\+")) {
      if (word.contains(SILENT)) {
        states.add("NOT_RESPONDING");
      }
      states.add(word.replaceAll("[^A-Z_]", ""));
    }
    return states;
  }

  static Optional<PartitionRow> partition(String line) {
    return value(line, "PartitionName")
        .map(name ->
            new PartitionRow(
                name,
                value(line, "State").orElse("UNKNOWN"),
                value(line, "Default").orElse("NO").equals("YES"),
                minutes(value(line, "MaxTime").orElse("UNLIMITED")),
                number(line, "TotalNodes", 0)));
  }

  private static @Nullable Integer minutes(String written) {
    Matcher time = DAYS.matcher(written);
    if (!time.matches()) {
      return null;
    }
    boolean hours = time.group(1) != null || time.group(4) != null;
    int days = time.group(1) == null ? 0 : Integer.parseInt(time.group(1));
    int first = Integer.parseInt(time.group(2));
    int second = Integer.parseInt(time.group(3));
    return hours ? days * MINUTES_OF_DAY + first * 60 + second : first;
  }

  private static int number(String line, String key, int otherwise) {
    return value(line, key)
        .filter(text -> text.matches("\\d{1,9}"))
        .map(Integer::valueOf)
        .orElse(otherwise);
  }

  static List<String> lines(String text) {
    return text.lines().filter(line -> !line.isBlank()).toList();
  }
}
