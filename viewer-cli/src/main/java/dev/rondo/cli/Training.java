package dev.rondo.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * What the launcher runs once to learn which classes a command line needs: every command on a small
 * trace. The virtual machine writes them to an archive, and starts from there later.
 */
final class Training {
  private static final Set<String> NOT_FOR_TRACES =
      Set.of("run", "explore", "export", "completion", "help");

  private Training() {}

  public static void main(String[] args) throws IOException {
    train("--help");
    train("export", "otlp", "-", "-o", "-");
    for (CommandLine command :
        Cli.commandLine(console(InputStream.nullInputStream())).getSubcommands().values()) {
      if (!NOT_FOR_TRACES.contains(command.getCommandName())) {
        train(words(command));
      }
    }
    System.exit(0); // as the command does: that takes classes which nothing else needs
  }

  /** The command on the trace; some ask for a task first, or for a second trace. */
  private static String[] words(CommandLine command) {
    Stream<String> first =
        command.getCommandSpec().positionalParameters().size() > 1 ? Stream.of("#1") : Stream.of();
    return Stream.of(Stream.of(command.getCommandName()), first, Stream.of("-"))
        .flatMap(words -> words)
        .toArray(String[]::new);
  }

  private static void train(String... args) throws IOException {
    try (InputStream trace = Training.class.getResourceAsStream("hello.jsonl")) {
      Cli.run(console(requireNonNull(trace)), args);
    }
  }

  private static Console console(InputStream in) {
    PrintWriter nowhere = Console.writer(OutputStream.nullOutputStream());
    return new Console(in, nowhere, nowhere, Ansi.OFF, 0, Map.of());
  }
}
