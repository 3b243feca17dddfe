package dev.berth.provisioner.http;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.TargetId;
import dev.berth.provisioner.Course;
import dev.berth.provisioner.Stage;
import dev.berth.provisioner.Task;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The work on one attempt.
 *
 * @param attempt which attempt
 * @param target where
 * @param task what is to be done: {@code submit}, {@code fence}, {@code make-refusal-final}, {@code
 *     release} or {@code publish}
 * @param waitsFor {@code earlier-attempts}, {@code answer} or {@code retry}
 * @param since when that task began to be tried or to wait
 * @param tries how often it was tried to no end
 * @param trouble what came of the last try, or null
 */
@RegisterForReflection
public record CourseView(
    AttemptId attempt,
    TargetId target,
    String task,
    String waitsFor,
    Instant since,
    int tries,
    @Nullable String trouble) {

  static CourseView of(Course course) {
    return switch (course.stage()) {
      case Stage.Fenced fenced -> view(fenced, "earlier-attempts", 0, null);
      case Stage.Calling calling -> view(calling, "answer", calling.tries(), null);
      case Stage.Waiting waiting -> view(waiting, "retry", waiting.tries(), waiting.reason());
    };
  }

  private static CourseView view(
      Stage stage, String waitsFor, int tries, @Nullable String trouble) {
    return new CourseView(
        stage.task().place().attempt(),
        stage.task().place().target(),
        name(stage.task()),
        waitsFor,
        stage.since(),
        tries,
        trouble);
  }

  private static String name(Task task) {
    return switch (task) {
      case Task.Submit _ -> "submit";
      case Task.Fence _ -> "fence";
      case Task.MakeRefusalFinal _ -> "make-refusal-final";
      case Task.Release _ -> "release";
      case Task.Publish _ -> "publish";
    };
  }
}
