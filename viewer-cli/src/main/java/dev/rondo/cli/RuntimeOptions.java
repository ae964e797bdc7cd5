package dev.rondo.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a program's loops run on: a mixin for what runs programs. */
final class RuntimeOptions {

  /** What coroutines run on. */
  enum Engine {
    continuation,
    virtual_thread;

    @Override
    public String toString() {
      return name().replace('_', '-');
    }
  }

  /** What the loops' time is. */
  enum Clock {
    monotonic,
    virtual
  }

  @Option(names = "--engine", description = "${COMPLETION-CANDIDATES}: what coroutines run on.")
  private @Nullable Engine engine;

  @Option(
      names = "--clock",
      description = "${COMPLETION-CANDIDATES}: real time, or time that jumps to the next deadline.")
  private @Nullable Clock clock;

  /** Adds what tells it to the program's JVM. */
  void addTo(List<String> options) {
    if (engine != null) {
      options.add("-Drondo.engine=" + engine);
    }
    if (clock != null) {
      options.add("-Drondo.clock=" + clock);
    }
  }

  /** As they were given, each with a blank before it. */
  String words() {
    return word("engine", engine) + word("clock", clock);
  }

  private static String word(String option, @Nullable Object value) {
    return value == null ? "" : " --" + option + " " + value;
  }
}
