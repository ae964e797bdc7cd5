package dev.rondo.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.recorder.program.Worker;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program in a process of its own, recorded as users do: by a property. */
final class RecordedProcess {
  private final Process process;
  private final BufferedReader output;

  private RecordedProcess(Process process) {
    this.process = process;
    this.output = process.inputReader();
  }

  /** One of the programs of {@link Worker}. */
  static RecordedProcess start(Path trace, String program) throws IOException {
    return java(List.of("-Drondo.record=" + trace), Worker.class.getName(), program);
  }

  /** A java command with everything of ours on its class path. */
  static RecordedProcess java(List<String> flags, String... program) throws IOException {
    return start(command(flags, program));
  }

  private static List<String> command(List<String> flags, String... program) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:-UsePerfData"); // a file, too
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(program));
    return command;
  }

  /** One of the programs of {@link Worker}, which may write no file larger than that, in KiB. */
  static RecordedProcess limited(Path trace, String program, int kib) throws IOException {
    List<String> java =
        command(List.of("-Drondo.record=" + trace), Worker.class.getName(), program);
    List<String> command = new ArrayList<>();
    command.addAll(List.of("/bin/bash", "-c", "ulimit -f " + kib + " && exec \"$@\"", "bash"));
    command.addAll(java);
    return start(command);
  }

  private static RecordedProcess start(List<String> command) throws IOException {
    return new RecordedProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  long pid() {
    return process.pid();
  }

  /** Waits until it says so. */
  void awaitLine(String line) throws IOException {
    String read = output.readLine();
    while (read != null && !read.equals(line)) {
      read = output.readLine();
    }
    assertThat(read).isEqualTo(line);
  }

  void terminate() {
    process.toHandle().destroy(); // the handle leaves the streams open
  }

  void kill() {
    process.toHandle().destroyForcibly();
  }

  /** Waits for its end, and gives the rest of what it said. */
  String awaitEnd(int exitCode) throws Exception {
    String rest = output.readAllAsString();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("the program ends").isTrue();
    assertThat(process.exitValue()).as(rest).isEqualTo(exitCode);
    return rest;
  }
}
