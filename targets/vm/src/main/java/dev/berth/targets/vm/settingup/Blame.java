package dev.berth.targets.vm.settingup;

import dev.berth.contracts.FailureCategory;
import java.util.List;
import java.util.Locale;

/** Whose fault a failed set-up is, by what the tool has printed. */
final class Blame {

  /** What networks, mirrors and disks say, lower case; a second try may go well. */
  private static final List<String> PASSING =
      List.of(
          "could not resolve",
          "temporary failure in name resolution",
          "temporary failure resolving",
          "connection refused",
          "connection reset",
          "connection timed out",
          "network is unreachable",
          "could not connect",
          "failed to fetch",
          "unable to connect",
          "newconnectionerror",
          "read timed out",
          "hash sum mismatch",
          "could not get lock",
          "no space left on device",
          "input/output error",
          "read-only file system");

  private static final int LINES = 20;

  private Blame() {}

  /** Infrastructure where the machine or its network is to blame, else configuration. */
  static FailureCategory of(String printed) {
    String text = printed.toLowerCase(Locale.ROOT);
    return PASSING.stream().anyMatch(text::contains)
        ? FailureCategory.INFRASTRUCTURE
        : FailureCategory.CONFIGURATION;
  }

  static SetUpOutcome.Failed failed(String reason, String printed) {
    return new SetUpOutcome.Failed(of(printed), reason, tail(printed));
  }

  /** The last lines. */
  static String tail(String printed) {
    List<String> lines = printed.lines().filter(line -> !line.isBlank()).toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
  }
}
