package dev.berth.local.cli;

import dev.berth.local.client.Complaint;
import dev.berth.local.client.ExitCode;
import dev.berth.local.platform.PlatformException;
import java.io.IOException;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program {@code ./berth}. */
@Command(
    name = "berth",
    mixinStandardHelpOptions = true,
    version = "berth 0.1.0-SNAPSHOT",
    synopsisSubcommandLabel = "COMMAND",
    description = "Finds every distributed ML job a berth.",
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      DownCommand.class,
      SubmitCommand.class,
      JobsCommand.class,
      JobCommand.class,
      EventsCommand.class,
      ExplainCommand.class,
      CancelCommand.class,
      LogsCommand.class,
      TraceCommand.class,
      TargetsCommand.class,
      DeadLettersCommand.class,
      TestCommand.class,
      BenchCommand.class,
      RehearseCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:not done, or not ended well",
      "2:the command line is wrong",
      "3:a service that is needed is not up (./berth up)",
      "4:no job, attempt or trace of that name",
      "5:a job spec, event, fleet or policy breaks its rules; each breach is named"
    },
    footer = {
      "",
      "./berth COMMAND --help tells more. Every command that prints facts takes --output json.",
      "The platform's files are in .berth/, or where --data says."
    })
public final class Berth implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli's to set
  private CommandSpec spec;

  /** Does what the arguments say and ends with an {@link ExitCode}. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The program before it is given arguments. */
  public static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Berth());
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setUsageHelpAutoWidth(false);
    commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
      ExitCode code = complain(failure, command);
      return code.number();
    });
    return commandLine;
  }

  /** Without a command there is nothing to do but to tell which there are. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  private static ExitCode complain(Exception failure, CommandLine command) throws Exception {
    return switch (failure) {
      case Complaint complaint -> {
        say(command, String.valueOf(complaint.getMessage()));
        yield complaint.code();
      }
      case PlatformException trouble -> {
        say(command, String.valueOf(trouble.getMessage()));
        yield ExitCode.FAILED;
      }
      case IOException trouble -> {
        say(command, trouble.toString());
        yield ExitCode.FAILED;
      }
      case UncheckedIOException trouble -> {
        say(command, trouble.toString());
        yield ExitCode.FAILED;
      }
      case InterruptedException _ -> {
        say(command, "interrupted");
        yield ExitCode.FAILED;
      }
      // A mistake of ours: loud, with its stack.
      default -> throw failure;
    };
  }

  private static void say(CommandLine command, String message) {
    command.getErr().println("berth " + command.getCommandName() + ": " + message);
  }
}
