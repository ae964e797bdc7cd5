package dev.rondo.benchmarks;

import java.nio.file.Path;
import java.util.List;

/** Records one of the project's example programs, and tells the size of its events. */
record ExampleProbe(String example, List<String> folders) implements Probe {
  @Override
  public void measure(Settings settings, Figures into, int round) {
    measure(settings, "plain", ".jsonl", into, round);
    measure(settings, "zstd", ".jsonl.zst", into, round);
  }

  private void measure(Settings settings, String what, String ending, Figures into, int round) {
    Path trace = settings.target().resolve(example + ending);
    Traces.delete(trace);
    new ChildProcess(command(settings, trace)).lines();
    into.add("size." + example + "." + what, round, Traces.bytesPerEvent(trace));
  }

  private List<String> command(Settings settings, Path trace) {
    List<String> command = JavaProbe.java(settings);
    command.add("-Drondo.record=" + trace);
    command.add("-Drondo.record.detail=schedule");
    command.add(settings.home().resolve("runtime/examples/" + example + ".java").toString());
    folders.forEach(folder -> command.add(settings.home().resolve(folder).toString()));
    return command;
  }
}
