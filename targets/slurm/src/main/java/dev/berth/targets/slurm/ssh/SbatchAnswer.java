package dev.berth.targets.slurm.ssh;

import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.slurm.conversation.Complaint;
import dev.berth.targets.slurm.conversation.SubmitReply;
import dev.berth.targets.ssh.Said;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What sbatch says. */
final class SbatchAnswer {

  /** {@code --parsable}: the id, and behind a semicolon the cluster's name. */
  private static final Pattern ID = Pattern.compile("(?m)^(\\d+)(?:;\\S+)?$");

  private static final Pattern PREFIX = Pattern.compile("^sbatch: (?:error: )?");

  /** timeout(1): it took too long; or killed nevertheless. */
  private static final List<Integer> TOOK_TOO_LONG = List.of(124, 137);

  private static final List<Integer> NOT_RUN = List.of(126, 127);

  private SbatchAnswer() {}

  static SubmitReply of(Said.Done done) throws TargetTroubleException {
    List<String> said =
        done.err()
            .lines()
            .filter(line -> line.startsWith("sbatch: "))
            .map(line -> PREFIX.matcher(line).replaceFirst("").strip())
            .toList();
    String text = said.isEmpty() ? done.complaint() : String.join("; ", said);
    Matcher id = ID.matcher(done.text());
    if (done.isGood() && id.find()) {
      return new SubmitReply.Queued(Long.parseLong(id.group(1)), said, List.of());
    }
    if (NOT_RUN.contains(done.code())) {
      throw new TargetTroubleException("sbatch cannot be run there: " + text);
    }
    if (done.isGood() || TOOK_TOO_LONG.contains(done.code())) {
      return new SubmitReply.Unsure("sbatch gave no id: " + text);
    }
    return switch (Complaint.of(text)) {
      case AWAY -> throw new TargetTroubleException("sbatch: " + text);
      case CREDENTIALS -> throw new TargetTroubleException("sbatch: credentials: " + text);
      case UNANSWERED -> new SubmitReply.Unsure("sbatch: " + text);
      case REFUSAL -> new SubmitReply.Refused(text);
    };
  }
}
