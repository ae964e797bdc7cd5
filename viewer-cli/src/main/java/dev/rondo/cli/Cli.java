package dev.rondo.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
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
  /** Every command, in the order of the help. */
  private static final List<String> NAMES =
      List.of(
          "run",
          "explore",
          "summary",
          "events",
          "ps",
          "tree",
          "timeline",
          "verify",
          "replay",
          "diff",
          "digest",
          "golden",
          "why",
          "blame",
          "stats",
          "lint",
          "merge",
          "export",
          "completion",
          "help");

  /** These tell of the others. */
  private static final Set<String> ABOUT_ALL = Set.of("completion", "help");

  private Cli() {}

  /** Runs one command line and returns its exit code. Throws nothing. */
  static int run(Console console, String... args) {
    try {
      StringWriter help = new StringWriter(); // picocli does not survive an output that fails
      int code = commandLine(console, args).setOut(new PrintWriter(help)).execute(args);
      console.out().append(help.getBuffer()).flush();
      return code;
    } catch (Throwable failure) {
      return Failures.report(failure, console);
    }
  }

  /** The command of that name. A new one is added here and in the names, and nowhere else. */
  private static Object command(String name, Console console) {
    return switch (name) {
      case "run" -> takingWordsForJava(new CommandLine(new RunCommand(console)));
      case "explore" -> takingWordsForJava(new CommandLine(new ExploreCommand(console)));
      case "summary" -> new SummaryCommand(console);
      case "events" -> new EventsCommand(console);
      case "ps" -> new PsCommand(console);
      case "tree" -> new TreeCommand(console);
      case "timeline" -> new TimelineCommand(console);
      case "verify" -> new VerifyCommand(console);
      case "replay" -> new ReplayCommand(console);
      case "diff" -> new DiffCommand(console);
      case "digest" -> new DigestCommand(console);
      case "golden" ->
          new CommandLine(new GoldenCommand())
              .addSubcommand(new GoldenCheckCommand(console))
              .addSubcommand(new GoldenAcceptCommand(console));
      case "why" -> new WhyCommand(console);
      case "blame" -> new BlameCommand(console);
      case "stats" -> new StatsCommand(console);
      case "lint" -> new LintCommand(console);
      case "merge" -> new MergeCommand(console);
      case "export" ->
          new CommandLine(new ExportCommand()).addSubcommand(new ExportOtlpCommand(console));
      case "completion" -> new CompletionCommand(console);
      case "help" -> new CommandLine.HelpCommand();
      default -> throw new IllegalArgumentException("no command " + name);
    };
  }

  /** The command line with every command. */
  static CommandLine commandLine(Console console) {
    return commandLine(console, NAMES);
  }

  /**
   * The command line for these arguments: only with the command that the first one names, if it
   * does. To look at all of them takes longer than most of them run.
   */
  private static CommandLine commandLine(Console console, String... args) {
    boolean alone = args.length > 0 && NAMES.contains(args[0]) && !ABOUT_ALL.contains(args[0]);
    return commandLine(console, alone ? List.of(args[0]) : NAMES);
  }

  private static CommandLine commandLine(Console console, List<String> names) {
    CommandLine rondo = new CommandLine(new RondoCommand());
    names.forEach(name -> rondo.addSubcommand(command(name, console)));
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
