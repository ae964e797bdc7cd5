package dev.rondo.benchmarks;

import dev.rondo.benchmarks.CommandProbe.CommandLine;

/**
 * How many millions of events a second a command gets through, as a process of its own: its start
 * and its end are counted in.
 *
 * @param key the figure's name
 * @param trace whose events they are, measured before
 */
record RateProbe(String key, LargeTrace trace, CommandLine command) implements Probe {
  @Override
  public void measure(Settings settings, Figures into, int round) {
    Figures seconds = new Figures();
    new CommandProbe(key, 1, command).measure(settings, seconds, round);
    double events = into.get(trace.figure()).map(Figure::median).orElseThrow();
    seconds.get(key).ifPresent(took -> into.add(key, round, events / 1e6 / took.median()));
  }
}
