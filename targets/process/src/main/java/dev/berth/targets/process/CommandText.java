package dev.berth.targets.process;

import dev.berth.targets.api.NativeDocument;
import dev.berth.targets.api.NativeForm;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a worker of an attempt runs, as a shell script that would run it by hand. */
final class CommandText {

  private static final String NEXT = " \\\n  ";

  private final Target target;
  private final PoolSettings settings;

  CommandText(Target target, PoolSettings settings) {
    this.target = target;
    this.settings = settings;
  }

  NativeForm of(Submission submission) {
    Optional<String> unfit = Unfit.of(submission.spec());
    return unfit.isPresent()
        ? new NativeForm.Unfit(unfit.get())
        : new NativeForm.Rendered(
            List.of(new NativeDocument(submission.attempt() + ".sh", script(submission))));
  }

  private String script(Submission submission) {
    int workers = submission.spec().workers().min();
    // Of Berth's own environment only names: it is that of the service which starts the worker.
    Stream<String> passedOn =
        Launching.PASSED_ON.stream().map(name -> "${%s+%s=\"$%s\"}".formatted(name, name, name));
    Map<String, String> said =
        new Launching(settings, Map.of()).environment(submission, 0, workers);
    String words =
        Stream.of(
                passedOn,
                said.entrySet().stream().map(one -> one.getKey() + '=' + quoted(one.getValue())),
                Stream.of(quoted(submission.spec().entrypoint())),
                submission.spec().arguments().stream().map(CommandText::quoted))
            .flatMap(one -> one)
            .collect(Collectors.joining(NEXT));
    return """
    #!/bin/sh
    # Worker 0 of %d of the attempt %s on the target %s%s.
    # Each worker is a session of its own (setsid), with its output in its log.
    cd %s || exit
    exec env -i%s%s
    """
        .formatted(
            workers,
            submission.attempt(),
            target.id(),
            submission.spec().workers().max() > workers
                ? ", or of up to %d as there is room".formatted(submission.spec().workers().max())
                : "",
            quoted(settings.workdir().toString()),
            NEXT,
            words);
  }

  /** One word of a POSIX shell. */
  private static String quoted(String text) {
    return text.matches("[-+=:,./@%_a-zA-Z0-9]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
