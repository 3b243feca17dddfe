package dev.berth.local.cli;

import dev.berth.local.client.Complaint;
import dev.berth.local.client.ExitCode;
import dev.berth.local.platform.Ports;
import java.io.IOException;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a platform listens. */
final class PortsOption {

  /** Any ports that nobody has. */
  static final String FREE = "free";

  private final String otherwise;

  @Option(
      names = "--ports",
      paramLabel = "FIRST|free",
      description =
          "The broker's port, which the others follow (its controller +1, advisor +10, provisioner +11, monitor +12, traces"
              + " +18), or 'free' for any. If not said: 7400 for up, free for demo.")
  private @Nullable String said;

  /**
   * @param otherwise what holds if nothing is said
   */
  PortsOption(String otherwise) {
    this.otherwise = otherwise;
  }

  Ports ports() throws IOException {
    String ports = said == null ? otherwise : said;
    if (ports.equals(FREE)) {
      return Ports.free(new SecureRandom());
    }
    try {
      return Ports.from(Integer.parseInt(ports));
    } catch (IllegalArgumentException e) {
      throw new Complaint(
          ExitCode.USAGE, "--ports '%s' is neither a port nor 'free'".formatted(ports));
    }
  }
}
