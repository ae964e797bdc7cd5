package dev.rondo.cli;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/**
 * Where a command reads and prints: data to {@code out} (buffered, UTF-8), talk to {@code err}.
 * Used by one thread.
 *
 * @param in standard input, for a trace argument of {@code -}
 * @param out for data; throws {@link OutputFailure} when it can't be written
 * @param err for messages
 * @param ansi whether what goes to {@code out} may be coloured
 * @param columns the terminal's width, or 0 where {@code out} is not a terminal
 * @param environment the environment's variables
 */
record Console(
    InputStream in,
    PrintWriter out,
    PrintWriter err,
    Ansi ansi,
    int columns,
    Map<String, String> environment) {

  private static final int BUFFER = 1 << 16;

  /**
   * The console of this process. The launcher tells what is known of the terminal by properties.
   */
  static Console ofProcess() {
    int columns = Integer.getInteger("rondo.columns", 0);
    return new Console(
        System.in,
        writer(new FileOutputStream(FileDescriptor.out)),
        new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true),
        ansi(columns > 0, System.getenv()),
        columns,
        System.getenv());
  }

  /** A writer that does not keep failures to itself, as a plain {@link PrintWriter} does. */
  static PrintWriter writer(OutputStream out) {
    return new PrintWriter(
        new BufferedWriter(
            new OutputStreamWriter(OutputFailure.loud(out), StandardCharsets.UTF_8), BUFFER));
  }

  /** Colour only on a terminal, and never with a NO_COLOR that is not empty. */
  static Ansi ansi(boolean terminal, Map<String, String> environment) {
    boolean plain =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || environment.getOrDefault("TERM", "").equals("dumb");
    return terminal && !plain ? Ansi.ON : Ansi.OFF;
  }

  /**
   * The same, but data goes where messages go: for what is said beside another program's output.
   */
  Console beside() {
    return new Console(in, err, err, ansi(interactive(), environment), talkColumns(), environment);
  }

  /** Prints a message of one line for the user, not data; it may hold names from anywhere. */
  void say(@Nullable String message) {
    out.flush();
    err.println("rondo: " + Plain.text("" + message));
    err.flush();
  }

  /** Prints a warning: the command goes on. */
  void warn(String message) {
    say("warning: " + message);
  }

  /**
   * Whether line-drawing characters can be shown: where the locale says UTF-8, and the terminal is
   * not one that has no glyphs for them.
   */
  boolean unicode() {
    boolean bare = List.of("dumb", "linux").contains(environment.getOrDefault("TERM", ""));
    return !bare && locale().toLowerCase(Locale.ROOT).replace("-", "").contains("utf8");
  }

  private String locale() {
    return Stream.of("LC_ALL", "LC_CTYPE", "LANG")
        .map(name -> environment.getOrDefault(name, ""))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** What stands between the links of a chain. */
  String arrow() {
    return unicode() ? " → " : " -> ";
  }

  /** What stands where a text was cut. */
  String more() {
    return unicode() ? "…" : "...";
  }

  /** Whether messages are read by a person at a terminal, who likes to see progress. */
  boolean interactive() {
    return talkColumns() > 0;
  }

  /** Whether somebody sits at a terminal, sees what is printed and can press keys. */
  boolean keyboard() {
    return Boolean.getBoolean("rondo.keyboard")
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  private static int talkColumns() {
    return Integer.getInteger("rondo.columns.err", 0);
  }
}
