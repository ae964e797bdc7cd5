package dev.rondo.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A process that prints figures, a line each: a name, a blank, a number. One that takes longer than
 * five minutes is ended.
 */
final class ChildProcess {
  private static final Pattern FIGURE = Pattern.compile("[a-z-]+ -?[0-9]\\S*");
  private static final long MOST_SECONDS = 300;

  private final List<String> command;

  ChildProcess(List<String> command) {
    this.command = command;
  }

  /** A figure that was printed. */
  record Reading(String name, double value) {
    static Reading of(String line) {
      int blank = line.indexOf(' ');
      return new Reading(line.substring(0, blank), Double.parseDouble(line.substring(blank + 1)));
    }
  }

  /**
   * Runs it, and gives the figures that it printed.
   *
   * @throws IllegalStateException if it fails, or prints none
   */
  List<Reading> figures() {
    List<String> lines = lines();
    List<Reading> figures =
        lines.stream().filter(line -> FIGURE.matcher(line).matches()).map(Reading::of).toList();
    if (figures.isEmpty()) {
      throw new IllegalStateException(failed("no figures in " + lines));
    }
    return figures;
  }

  /** Runs it, and gives the lines that it printed. @throws IllegalStateException if it fails */
  List<String> lines() {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      Thread.startVirtualThread(() -> endLate(process));
      try (BufferedReader output = process.inputReader()) {
        List<String> lines = output.lines().toList();
        if (process.waitFor() != 0) {
          throw new IllegalStateException(
              failed("code " + process.exitValue() + ", " + String.join("\n", lines)));
        }
        return lines;
      }
    } catch (IOException e) {
      throw new IllegalStateException(failed(e.toString()), e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(failed("interrupted"), e);
    }
  }

  private static void endLate(Process process) {
    try {
      if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
    }
  }

  private String failed(String why) {
    return command.stream().map(ChildProcess::brief).collect(Collectors.joining(" "))
        + " failed: "
        + why;
  }

  /** A class path or a whole script says nothing here. */
  private static String brief(String word) {
    return word.length() > 120 ? "…" : word;
  }
}
