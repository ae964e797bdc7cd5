package dev.rondo.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Records {@code Orders.java}, on a virtual clock or on a real one, to a file that goes when the
 * benchmarks end, and tells how many events it has.
 *
 * @param name of the file
 * @param clock as the property {@code rondo.clock} names it
 * @param orders how many; a tenth in a quick run
 * @param slow how many of these are unlike those of another trace
 */
record LargeTrace(String name, String clock, int orders, int slow) implements Probe {

  Path file(Settings settings) {
    return settings.target().resolve(name + ".jsonl");
  }

  @Override
  public void measure(Settings settings, Figures into, int round) {
    if (into.get(figure()).isPresent()) {
      return; // of another group
    }
    Path file = file(settings);
    Traces.delete(file);
    file.toFile().deleteOnExit();
    new ChildProcess(command(settings, file)).lines();
    into.add(figure(), round, (double) Traces.events(file));
  }

  /** What the number of its events is called. */
  String figure() {
    return "trace." + name + ".events";
  }

  private List<String> command(Settings settings, Path file) {
    List<String> command = new ArrayList<>(JavaProbe.java(settings));
    command.add("-Drondo.clock=" + clock);
    command.add("-Drondo.record=" + file);
    command.add(settings.home().resolve("runtime/examples/Orders.java").toString());
    command.add(settings.scaled(orders));
    command.add(String.valueOf(slow));
    return command;
  }
}
