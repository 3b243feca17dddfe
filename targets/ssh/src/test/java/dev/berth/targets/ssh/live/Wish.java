package dev.berth.targets.ssh.live;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobSpecReader;
import dev.berth.targets.api.Submission;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Jobs as tests ask for them. */
public final class Wish {

  private Wish() {}

  /** A shell script on one core. */
  public static Submission script(AttemptId attempt, String script) {
    return with(attempt, script, "");
  }

  /**
   * The same with more fields of the spec.
   *
   * @param further as JSON, with single quotes, each followed by a comma
   */
  public static Submission with(AttemptId attempt, String script, String further) {
    return spoken(attempt, "'runtime': 'command'," + further, "/bin/sh", "-c", script);
  }

  /**
   * Any program, with more fields of the spec, as JSON, with single quotes, each followed by a
   * comma.
   *
   * @param words the program and its arguments
   */
  public static Submission spoken(AttemptId attempt, String further, String... words) {
    String json =
        """
        {"id": "%s", %s "entrypoint": "%s", "arguments": [%s]}\
        """
            .formatted(
                attempt.job(),
                further.replace('\'', '"'),
                words[0],
                Arrays.stream(words).skip(1).map(Wish::quoted).collect(Collectors.joining(", ")));
    JobSpec spec =
        switch (JobSpecReader.read(json.getBytes(StandardCharsets.UTF_8))) {
          case JobSpecReader.Valid valid -> valid.spec();
          case JobSpecReader.Invalid invalid ->
              throw new IllegalArgumentException(invalid.violations().toString());
        };
    return new Submission(attempt, spec, false, null);
  }

  private static String quoted(String word) {
    return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
