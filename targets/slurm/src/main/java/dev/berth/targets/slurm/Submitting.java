package dev.berth.targets.slurm;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.FailureCategory;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.SubmitOutcome;
import dev.berth.targets.api.SubmitOutcome.Refused;
import dev.berth.targets.api.SubmitOutcome.Submitted;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.slurm.conversation.Conversation;
import dev.berth.targets.slurm.conversation.JobRow;
import dev.berth.targets.slurm.conversation.SiteFiles;
import dev.berth.targets.slurm.conversation.SubmitReply;
import dev.berth.targets.slurm.reading.Refusal;
import dev.berth.targets.slurm.rendering.Rendered;
import dev.berth.targets.slurm.rendering.Rendering;
import dev.berth.targets.slurm.script.AttemptPaths;
import dev.berth.targets.slurm.script.BatchRequest;
import dev.berth.targets.slurm.script.Mark;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Has an attempt's job queued, once. Slurm takes a second job of the same name without a word, so a
 * submission that may not be the attempt's first is preceded by a look, and one whose answer was
 * lost by looks until it can no longer be on its way (decision 0007).
 */
final class Submitting {

  private final Conversation conversation;
  private final Optional<SiteFiles> files;
  private final Rendering rendering;
  private final Looks looks;
  private final Underway underway;
  private final String scratch;
  private final AtomicBoolean scratchIsThere = new AtomicBoolean();

  Submitting(Ways ways, Rendering rendering, Looks looks, Underway underway, String scratch) {
    this.conversation = ways.conversation();
    this.files = ways.files();
    this.rendering = rendering;
    this.looks = looks;
    this.underway = underway;
    this.scratch = scratch;
  }

  SubmitOutcome submit(Submission submission) throws TargetTroubleException {
    return switch (rendering.render(submission)) {
      case Rendered.Unfit unfit -> new Refused(FailureCategory.CONFIGURATION, unfit.reason());
      case Rendered.Batch batch ->
          submission.first()
              ? ask(submission.attempt(), batch.request())
              : askUnlessKnown(submission.attempt(), batch.request());
    };
  }

  private SubmitOutcome askUnlessKnown(AttemptId attempt, BatchRequest request)
      throws TargetTroubleException {
    Optional<SubmitOutcome> known;
    try {
      known = known(attempt, request);
    } catch (TargetTroubleException e) {
      underway.isHeldUp(attempt);
      throw e;
    }
    if (known.isPresent()) {
      underway.isSure(attempt);
      return known.get();
    }
    if (underway.mayArrive(attempt)) {
      throw new TargetTroubleException(
          "the answer to an earlier submission of %s was lost, and it may still be on its way"
              .formatted(attempt));
    }
    return ask(attempt, request);
  }

  private SubmitOutcome ask(AttemptId attempt, BatchRequest request) throws TargetTroubleException {
    makeScratch();
    underway.begins(attempt);
    return answer(attempt, request, conversation.submit(request));
  }

  private SubmitOutcome answer(AttemptId attempt, BatchRequest request, SubmitReply reply)
      throws TargetTroubleException {
    return switch (reply) {
      case SubmitReply.Queued queued -> {
        underway.isSure(attempt);
        if (!queued.lost().isEmpty()) {
          conversation.cancel(queued.job());
          yield new Refused(
              FailureCategory.CONFIGURATION,
              "%s left out a part of the request, so job %d was cancelled: %s"
                  .formatted(conversation.way(), queued.job(), String.join("; ", queued.lost())));
        }
        yield new Submitted(Long.toString(queued.job()), false);
      }
      case SubmitReply.Refused(String text) -> {
        underway.isSure(attempt);
        yield new Refused(Refusal.category(text), text);
      }
      case SubmitReply.Unsure(String what) -> {
        underway.isUnsure(attempt);
        yield known(attempt, request).orElseThrow(() -> new TargetTroubleException(what));
      }
    };
  }

  /** What is there already; empty if nothing is, as far as Slurm knows. */
  private Optional<SubmitOutcome> known(AttemptId attempt, BatchRequest request)
      throws TargetTroubleException {
    Map<String, String> written = written(attempt);
    AttemptPaths paths = new AttemptPaths(scratch, attempt);
    if (written.containsKey(paths.released())) {
      return Optional.of(released(attempt));
    }
    Looks.Found found = looks.inQueue(attempt);
    if (found.isNothing()) {
      found = looks.inAccounting(attempt).over();
    }
    if (found.buried()) {
      return Optional.of(released(attempt));
    }
    if (!found.jobs().isEmpty()) {
      return Optional.of(adopted(attempt, found.jobs().getFirst(), request.mark()));
    }
    // A job that nobody lists any more, of a site without accounting.
    return Optional.ofNullable(written.get(paths.claim()))
        .map(claim -> new Submitted(claim.strip(), true));
  }

  private Map<String, String> written(AttemptId attempt) throws TargetTroubleException {
    AttemptPaths paths = new AttemptPaths(scratch, attempt);
    return looks.files(Set.of(paths.released(), paths.claim()));
  }

  private static SubmitOutcome adopted(AttemptId attempt, JobRow row, Mark asked) {
    boolean another = row.mark().map(mark -> !mark.spec().equals(asked.spec())).orElse(false);
    return another
        ? new Refused(
            FailureCategory.CONFIGURATION,
            "attempt %s is there already as job %d, with another spec"
                .formatted(attempt, row.job()))
        : new Submitted(Long.toString(row.job()), true);
  }

  /** Infrastructure, for the one who hears this first: a crash kept the first answer from it. */
  private static SubmitOutcome released(AttemptId attempt) {
    return new Refused(FailureCategory.INFRASTRUCTURE, "attempt " + attempt + " was released here");
  }

  /** Slurm opens the output before the batch script runs, and makes no folder for it. */
  private void makeScratch() throws TargetTroubleException {
    if (files.isPresent() && !scratchIsThere.get()) {
      files.get().makeFolder(scratch);
      scratchIsThere.set(true);
    }
  }
}
