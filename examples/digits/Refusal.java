/**
 * Why this run ends without a trained network: a sentence for a person, an exit code for a program.
 */
final class Refusal extends RuntimeException {
  static final int UNUSABLE_INPUT = 2;
  static final int WORKER_MISSING = 4;

  final int exitCode;

  Refusal(int exitCode, String reason) {
    super(reason);
    this.exitCode = exitCode;
  }
}
