package dev.rondo.benchmarks;

import java.util.List;

/**
 * How long a command takes, as a process of its own: milliseconds where it is run more than once in
 * a round, seconds else.
 *
 * @param key the figure's name
 */
record CommandProbe(String key, int times, CommandLine command) implements Probe {

  /** The words of a command; none where this machine does not have it. */
  interface CommandLine {
    List<String> words(Settings settings, Figures known);
  }

  @Override
  public void measure(Settings settings, Figures into, int round) {
    List<String> words = command.words(settings, into);
    for (int i = 0; i < times && !words.isEmpty(); i++) {
      into.add(key, round, times > 1 ? seconds(words) * 1e3 : seconds(words));
    }
  }

  private static double seconds(List<String> words) {
    long start = System.nanoTime();
    new ChildProcess(words).lines();
    return (System.nanoTime() - start) / 1e9;
  }
}
