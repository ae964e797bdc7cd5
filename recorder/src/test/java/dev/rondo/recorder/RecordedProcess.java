package dev.rondo.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.recorder.program.Worker;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A program in a process of its own, recorded as users do: by a property. */
final class RecordedProcess {
  private final Process process;
  private final BufferedReader output;

  private RecordedProcess(Process process) {
    this.process = process;
    this.output = process.inputReader();
  }

  static RecordedProcess start(Path trace, String... arguments) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Drondo.record=" + trace,
            "-cp",
            System.getProperty("java.class.path"),
            Worker.class.getName());
    builder.command().addAll(java.util.List.of(arguments));
    return new RecordedProcess(builder.redirectErrorStream(true).start());
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
