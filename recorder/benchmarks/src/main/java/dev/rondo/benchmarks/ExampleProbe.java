package dev.rondo.benchmarks;

import java.nio.file.Path;
import java.util.List;

/**
 * Records one of the project's example programs, and tells how many events it has and the size of
 * each: the file's, header and footer counted in.
 *
 * @param files how many files the folder has that the program is given; a tenth in a quick run; 0
 *     for no folder
 */
record ExampleProbe(String example, int files) implements Probe {
  @Override
  public void measure(Settings settings, Figures into, int round) {
    if (files == 0) {
      measure(settings, List.of(), into, round);
      return;
    }
    Path folder = settings.target().resolve("files");
    try (ManyFiles made = ManyFiles.in(folder, Integer.parseInt(settings.scaled(files)))) {
      measure(settings, List.of(made.folder().toString()), into, round);
    }
  }

  private void measure(Settings settings, List<String> arguments, Figures into, int round) {
    measure(settings, arguments, "plain", ".jsonl", into, round);
    measure(settings, arguments, "zstd", ".jsonl.zst", into, round);
  }

  private void measure(
      Settings settings,
      List<String> arguments,
      String packing,
      String ending,
      Figures into,
      int round) {
    Path trace = settings.target().resolve(example + ending);
    Traces.delete(trace);
    new ChildProcess(command(settings, trace, arguments)).lines();
    long events = Traces.events(trace);
    String key = "size." + example + ".";
    into.add(key + "events", round, (double) events);
    into.add(key + packing, round, (double) Traces.size(trace) / events);
  }

  private List<String> command(Settings settings, Path trace, List<String> arguments) {
    List<String> command = JavaProbe.java(settings);
    command.add("-Drondo.record=" + trace);
    command.add("-Drondo.record.detail=schedule");
    command.add(settings.home().resolve("runtime/examples/" + example + ".java").toString());
    command.addAll(arguments);
    return command;
  }
}
