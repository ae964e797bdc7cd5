package dev.rondo.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program in a JVM of its own, which prints its figures.
 *
 * @param key what the figures' names begin with
 * @param count its last argument; a tenth in a quick run
 */
record JavaProbe(String key, Class<?> program, int count, List<String> arguments) implements Probe {
  /** What the engine and zstd need, and what keeps JMH's own memory access from being warned of. */
  static final List<String> FLAGS =
      List.of(
          "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  JavaProbe(String key, Class<?> program, int count, String... arguments) {
    this(key, program, count, List.of(arguments));
  }

  @Override
  public void measure(Settings settings, Figures into, int round) {
    new ChildProcess(command(settings))
        .figures()
        .forEach(read -> into.add(key + "." + read.name(), round, read.value()));
  }

  /** How this machine's Java is called with our classes, to be followed by a program. */
  static List<String> java(Settings settings) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(settings.jvm());
    command.addAll(FLAGS);
    command.addAll(List.of("-Xmx6g", "-cp", System.getProperty("java.class.path", ".")));
    command.add("-Drondo.target=" + settings.target());
    return command;
  }

  private List<String> command(Settings settings) {
    List<String> command = java(settings);
    command.add(program.getName());
    command.addAll(arguments);
    command.add(settings.scaled(count));
    return command;
  }
}
