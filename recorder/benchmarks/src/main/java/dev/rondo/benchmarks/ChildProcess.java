package dev.rondo.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process that prints figures, a line each: a name, a blank, a number. One that takes longer than
 * two minutes is ended.
 */
final class ChildProcess {
  private static final long MOST_SECONDS = 120;

  private final List<String> command;

  ChildProcess(List<String> command) {
    this.command = command;
  }

  /** Runs it, and gives what it printed by name. @throws IllegalStateException if it fails */
  Map<String, Double> figures() {
    Map<String, Double> figures = new LinkedHashMap<>();
    for (String line : lines()) {
      String[] words = line.split(" ", -1);
      figures.put(words[0], Double.valueOf(words[1]));
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
    return String.join(" ", command) + " failed: " + why;
  }
}
