package dev.rondo.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The JVM of its own in which a program runs on our loop. */
final class ProgramJvm {
  private ProgramJvm() {}

  /**
   * How it is started, with this process's input and output if nothing else is said.
   *
   * @param trace where it is to be recorded, by what the options say
   * @param options for the JVM, which win over the user's own
   */
  static ProcessBuilder of(
      JavaCommand program, TraceFile trace, List<String> options, Console console) {
    List<String> all = new ArrayList<>();
    all.add("--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED"); // the loop's engine
    if (trace.path().toString().endsWith(".zst")) {
      all.add("--enable-native-access=ALL-UNNAMED"); // zstd; else java warns
    }
    all.add("-Drondo.program=" + program.program());
    all.addAll(options);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        program.with(java, all, RecordingJars.locate(), console.environment().get("CLASSPATH"));
    return new ProcessBuilder(command).inheritIO();
  }

  /** The option that has all its loops recorded. */
  static String recordTo(TraceFile trace) {
    return "-Drondo.record=" + trace.path().toString().replace("%", "%%");
  }
}
