package dev.rondo.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for on the command line.
 *
 * @param home the project's folder
 * @param python a CPython to measure, or null if there is none
 * @param jvm flags for every virtual machine that is measured
 */
record Settings(
    Path home,
    List<Group> groups,
    boolean quick,
    int rounds,
    @Nullable Python python,
    List<String> jvm) {
  static final String HELP =
      """
      Options (in -Dbench.args="…"):
        --only=GROUP,…   measures these groups alone, and writes no page
        --quick          one short round with a tenth of the tasks, timers and files; writes no page
        --rounds=N       so many rounds (3)
        --python=FILE    the CPython to measure asyncio with (one of 3.13 or newer)
        --jvm=FLAGS      flags for the JVMs that are measured (-XX:+UseSerialGC and, for the memory
                         that lives, -XX:MarkSweepDeadRatio=0)
      Groups:
      """
          + "  "
          + String.join(", ", Groups.names());

  /**
   * @throws IllegalArgumentException if that is no command line of ours
   */
  static Settings parse(String[] args, Path home) {
    Arguments arguments = new Arguments(args);
    boolean quick = arguments.flag("--quick");
    String rounds = arguments.value("--rounds", quick ? "1" : "3");
    Settings settings =
        new Settings(
            home,
            Groups.named(arguments.value("--only", String.join(",", Groups.names()))),
            quick,
            positive("--rounds", rounds),
            Python.find(arguments.value("--python", "")),
            words(arguments.value("--jvm", "-XX:+UseSerialGC -XX:MarkSweepDeadRatio=0")));
    arguments.requireNoMore();
    return settings;
  }

  private static int positive(String option, String value) {
    if (!value.matches("[1-9][0-9]{0,2}")) {
      throw new IllegalArgumentException(option + " is '" + value + "': a number from 1 to 999");
    }
    return Integer.parseInt(value);
  }

  private static List<String> words(String text) {
    return text.isBlank() ? List.of() : List.of(text.trim().split("\\s+"));
  }

  /** Whether the figures are good for the page. */
  boolean whole() {
    return !quick && groups.equals(Groups.ALL);
  }

  /** How often to do what is done {@code count} times at full length. */
  String scaled(int count) {
    return String.valueOf(quick ? count / 10 : count);
  }

  Path page() {
    return home.resolve("docs/benchmarks.md");
  }

  /** Where raw results and traces are put. */
  Path target() {
    return home.resolve("recorder/benchmarks/target");
  }

  /** The arguments not taken yet. */
  private static final class Arguments {
    private final List<String> left;

    Arguments(String[] args) {
      left = new ArrayList<>(Arrays.asList(args));
    }

    boolean flag(String name) {
      return left.remove(name);
    }

    String value(String name, String absent) {
      for (String argument : left) {
        if (argument.startsWith(name + "=")) {
          left.remove(argument);
          return argument.substring(name.length() + 1);
        }
      }
      return absent;
    }

    void requireNoMore() {
      if (!left.isEmpty()) {
        throw new IllegalArgumentException("unknown option '" + left.get(0) + "'\n" + HELP);
      }
    }
  }
}
