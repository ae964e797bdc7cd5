package dev.rondo.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line as a whole: every command, and how they all behave. A command is a {@link
 * Callable} of an {@link ExitCode} which prints to the {@link Console} that it was made with and
 * throws what it can't handle.
 */
final class Cli {
  private Cli() {}

  /** Runs one command line and returns its exit code. Throws nothing. */
  static int run(Console console, String... args) {
    try {
      StringWriter help = new StringWriter(); // picocli does not survive an output that fails
      int code = commandLine(console).setOut(new PrintWriter(help)).execute(args);
      console.out().append(help.getBuffer()).flush();
      return code;
    } catch (Throwable failure) {
      return Failures.report(failure, console);
    }
  }

  /** Every command. A new one is added here, and nowhere else. */
  static CommandLine commandLine(Console console) {
    CommandLine rondo =
        new CommandLine(new RondoCommand())
            .addSubcommand(takingWordsForJava(new CommandLine(new RunCommand(console))))
            .addSubcommand(new SummaryCommand(console))
            .addSubcommand(new EventsCommand(console))
            .addSubcommand(new PsCommand(console))
            .addSubcommand(new TreeCommand(console))
            .addSubcommand(new TimelineCommand(console))
            .addSubcommand(new VerifyCommand(console))
            .addSubcommand(new ReplayCommand(console))
            .addSubcommand(new DiffCommand(console))
            .addSubcommand(new WhyCommand(console))
            .addSubcommand(new BlameCommand(console))
            .addSubcommand(new StatsCommand(console))
            .addSubcommand(new LintCommand(console))
            .addSubcommand(
                new CommandLine(new ExportCommand()).addSubcommand(new ExportOtlpCommand(console)))
            .addSubcommand(new CompletionCommand(console))
            .addSubcommand(new CommandLine.HelpCommand());
    return conventions(rondo, console);
  }

  /** Its own options end at the first word that is none of them. */
  private static CommandLine takingWordsForJava(CommandLine run) {
    return run.setUnmatchedOptionsArePositionalParams(true).setStopAtPositional(true);
  }

  private static CommandLine conventions(CommandLine rondo, Console console) {
    return rondo
        .setOut(console.out())
        .setErr(console.err())
        .setColorScheme(Help.defaultColorScheme(console.ansi()))
        .setUsageHelpWidth(Math.clamp(console.columns(), 88, 120))
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((problem, args) -> usage(problem, console))
        .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, console));
  }

  private static int failed(Exception failure, Console console) {
    return Failures.report(failure, console);
  }

  private static int usage(ParameterException problem, Console console) {
    CommandSpec command = problem.getCommandLine().getCommandSpec();
    console.say(inOurWords(problem));
    UnmatchedArgumentException.printSuggestions(problem, console.err());
    console.err().println("Try '" + command.qualifiedName() + " --help'.");
    console.err().flush();
    return ExitCode.USAGE;
  }

  private static @Nullable String inOurWords(ParameterException problem) {
    if (problem instanceof UnmatchedArgumentException e && !e.isUnknownOption()) {
      boolean command = !problem.getCommandLine().getSubcommands().isEmpty();
      return command
          ? "there is no command '" + e.getUnmatched().getFirst() + "'"
          : "can't take '" + String.join(" ", e.getUnmatched()) + "' as well";
    }
    return problem.getMessage();
  }
}
