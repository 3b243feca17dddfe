package dev.berth.targets.ssh.live;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobSpecReader;
import dev.berth.targets.api.Submission;
import java.nio.charset.StandardCharsets;

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
    String json =
        """
        {"id": "%s", "runtime": "command", "entrypoint": "/bin/sh", %s
         "arguments": ["-c", "%s"]}\
        """
            .formatted(
                attempt.job(),
                further.replace('\'', '"'),
                script.replace("\\", "\\\\").replace("\"", "\\\""));
    JobSpec spec =
        switch (JobSpecReader.read(json.getBytes(StandardCharsets.UTF_8))) {
          case JobSpecReader.Valid valid -> valid.spec();
          case JobSpecReader.Invalid invalid ->
              throw new IllegalArgumentException(invalid.violations().toString());
        };
    return new Submission(attempt, spec, false, null);
  }
}
