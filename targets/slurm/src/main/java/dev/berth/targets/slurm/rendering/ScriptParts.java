package dev.berth.targets.slurm.rendering;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The parts of batch scripts that are the same in all of them, beside this class. */
enum ScriptParts {
  /** Claim, signals, modules, secrets, exit record. */
  BATCH("batch.sh"),
  /** The address of a node. */
  ADDRESS("address.sh"),
  /** Runs workers and ends with them. */
  RUN("run.sh"),
  /** A worker's start. */
  WORKER("worker.sh"),
  /** Runs Ray's nodes and the program, and ends with it. */
  RAY_RUN("ray-run.sh"),
  /** One of Ray's nodes. */
  RAY_NODE("ray-node.sh"),
  /** The program's start. */
  RAY_PROGRAM("ray-program.sh"),
  /** The end of a worker, and of Ray's program. */
  PROGRAM_END("program-end.sh");

  private final String text;

  ScriptParts(String file) {
    try (InputStream in = ScriptParts.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is not on the class path");
      }
      this.text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }

  /** Its lines, the last one ended. */
  String text() {
    return text;
  }
}
