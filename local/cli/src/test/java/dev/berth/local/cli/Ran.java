package dev.berth.local.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * What became of a command.
 *
 * @param code its exit code
 * @param out what it printed
 * @param err what it complained about
 */
public record Ran(int code, String out, String err) {

  /** Runs a command within this very process. */
  public static Ran berth(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine = Berth.commandLine();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    int code = commandLine.execute(arguments);
    return new Ran(code, out.toString(), err.toString());
  }

  /** All that it said. */
  public String said() {
    return out + err;
  }
}
