package dev.berth.targets.slurm.conversation;

import java.util.List;

/**
 * What kind of answer an error of Slurm's is, by its words ({@code src/common/slurm_errno.c}, the
 * same in 22.05 to 26.05): the commands give no numbers, and slurmrestd gives them in three fields.
 */
public enum Complaint {
  /** The controller was not reached, or sends people away for now: nothing happened. */
  AWAY,

  /** The controller was asked and its answer is missing. */
  UNANSWERED,

  /** Slurm does not know who asks. */
  CREDENTIALS,

  /** Slurm has heard, and says no. */
  REFUSAL;

  private static final List<String> CREDENTIAL_WORDS =
      List.of(
          "uthentication",
          "credential",
          "Protocol authentication",
          "expired",
          "config is unable to load");

  private static final List<String> AWAY_WORDS =
      List.of(
          "Unable to contact primary controller",
          "Unable to connect",
          "Connection refused",
          "temporarily unable to accept job",
          "temporarily unavailable",
          "standby mode",
          "submissions disabled",
          "Unable to create job record, try again",
          "I/O error writing script/environment to file",
          "Can't find an address",
          "shutting down",
          "in recovery",
          "onnect failure",
          "Host is unreachable",
          "No route to host",
          "ate limit",
          "Address already in use");

  private static final List<String> UNANSWERED_WORDS =
      List.of(
          "timed out",
          "Zero Bytes were transmitted",
          "Connection reset",
          "Transport endpoint",
          "Broken pipe",
          "Communication",
          "Unable to contact slurm controller",
          "Message send failure",
          "Message receive failure",
          "missing socket",
          "outgoing file descriptor",
          "incoming file descriptor",
          "Insane message length",
          "Header lengths are longer",
          "Incomplete packet",
          "nexpected message",
          "nsufficient data");

  /** The kind of an error with those words. */
  public static Complaint of(String text) {
    if (AWAY_WORDS.stream().anyMatch(text::contains)) {
      return AWAY;
    }
    if (CREDENTIAL_WORDS.stream().anyMatch(text::contains)) {
      return CREDENTIALS;
    }
    return UNANSWERED_WORDS.stream().anyMatch(text::contains) ? UNANSWERED : REFUSAL;
  }
}
