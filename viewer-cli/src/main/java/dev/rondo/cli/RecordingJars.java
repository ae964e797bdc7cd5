package dev.rondo.cli;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.stream.Stream;

/** The jars that a program needs on its class path to run on our loop and to be recorded. */
final class RecordingJars {

  /** A class of each jar. Programs may use these libraries themselves. */
  private static final List<String> WITNESSES =
      List.of(
          "dev.rondo.observe.LoopObserver",
          "dev.rondo.recorder.Recorder",
          "dev.rondo.trace.TraceEvent",
          "tools.jackson.databind.ObjectMapper",
          "tools.jackson.core.JsonParser",
          "com.fasterxml.jackson.annotation.JsonProperty",
          "com.github.luben.zstd.Zstd");

  private RecordingJars() {}

  /** Where they are: jars, or folders of classes in a build that made no jars yet. */
  static List<String> locate() {
    return WITNESSES.stream().flatMap(RecordingJars::locate).distinct().toList();
  }

  private static Stream<String> locate(String witness) {
    try {
      Class<?> found = Class.forName(witness, false, RecordingJars.class.getClassLoader());
      CodeSource source = found.getProtectionDomain().getCodeSource();
      return Stream.of(Path.of(source.getLocation().toURI()).toString());
    } catch (ClassNotFoundException | URISyntaxException e) {
      throw new IllegalStateException("this installation lacks the jar of " + witness, e);
    }
  }
}
