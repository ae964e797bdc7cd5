package dev.rondo.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs of one program under different schedules, several at a time. What they write lies in a
 * folder that goes when this is closed, and so do the runs that still go on.
 */
final class Exploration implements AutoCloseable {
  private final JavaCommand program;
  private final List<String> options;
  private final String ending; // of the traces' names: how they are packed
  private final Console console;
  private final Signals signals;
  private final Path folder;
  private final Deque<Run> running = new ArrayDeque<>(); // in the order of their start

  /**
   * @param options for the program's JVM, whatever the schedule
   * @param like the name of a trace, whose ending the traces are to have
   */
  Exploration(
      JavaCommand program, List<String> options, Path like, Console console, Signals signals)
      throws IOException {
    this.program = program;
    this.options = options;
    this.ending = String.valueOf(like.getFileName()).replaceFirst("^[^.]*", "");
    this.console = console;
    this.signals = signals;
    this.folder = Files.createTempDirectory("rondo-explore-");
  }

  /**
   * A run that was started.
   *
   * @param said the file with all that it printed
   */
  record Run(String policy, long seed, TraceFile trace, Path said, Process process) {

    /** Waits for its end, and tells whether it failed. */
    boolean fails() throws InterruptedException {
      return process.waitFor() != 0;
    }

    int code() {
      return process.exitValue();
    }

    /** The last lines that it printed, so many at most. */
    List<String> lastLines(int most) throws IOException {
      List<String> lines = new String(Files.readAllBytes(said), UTF_8).lines().toList();
      return lines.subList(Math.max(0, lines.size() - most), lines.size());
    }

    void copyTrace(TraceFile to) throws IOException {
      if (!trace.isEmpty()) {
        try (OutputStream out = Files.newOutputStream(to.path())) { // which may be a device
          Files.copy(trace.path(), out);
        }
      }
    }

    private void discard() throws IOException {
      Files.deleteIfExists(trace.path());
      Files.deleteIfExists(said);
    }
  }

  /** Runs it first in, first out, to its end. */
  Run usual(TraceFile trace) throws IOException, InterruptedException {
    Run run = start("fifo", 0, trace);
    run.fails();
    running.remove(run);
    return run;
  }

  private Run start(String policy, long seed, TraceFile trace) throws IOException {
    Path said = folder.resolve("said-" + seed); // no trace begins so, whatever its ending
    List<String> all = new ArrayList<>(options);
    all.add(ProgramJvm.recordTo(trace));
    all.add("-Drondo.policy=" + policy);
    all.add("-Drondo.seed=" + seed);
    Process process =
        ProgramJvm.of(program, trace, all, console)
            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    signals.passOnTo(process);
    Run run = new Run(policy, seed, trace, said, process);
    running.add(run);
    return run;
  }

  /**
   * Runs it under one seed after the other, until one makes it fail or this process is asked to
   * end. Runs are looked at in the order of their seeds, so that it does not matter how many go on
   * at a time.
   *
   * @return the failing run of the lowest seed; null where there is none
   */
  @Nullable Run firstFailure(String policy, long from, long seeds, int jobs)
      throws IOException, InterruptedException {
    long next = from;
    while (!signals.came()) {
      for (; running.size() < jobs && next < from + seeds; next++) {
        start(policy, next, new TraceFile(folder.resolve(next + ending)));
      }
      if (running.isEmpty()) {
        return null;
      }
      Run run = running.element();
      if (run.fails()) {
        return signals.came() ? null : run;
      }
      running.remove();
      run.discard();
    }
    return null;
  }

  /** Whether this process was asked to end. */
  boolean stopped() {
    return signals.came();
  }

  @Override
  public void close() throws IOException {
    running.forEach(run -> run.process.destroyForcibly().onExit().join());
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
