package dev.rondo.cli;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Runs a program with an SDK that starts by itself, as its user would. */
final class LiveProgram {
  private LiveProgram() {}

  /**
   * By {@code rondo run --otel}, with what sends spans and metrics to that receiver on the
   * program's class path; its trace is {@code client.jsonl} in that folder.
   */
  static void run(Path folder, OtlpReceiver receiver, Path program) {
    Session.in(folder.resolve("state"))
        .run(
            "run",
            "--otel",
            "-o",
            folder.resolve("client.jsonl").toString(),
            "-Dotel.exporter.otlp.endpoint=" + receiver.url(),
            "-Dotel.exporter.otlp.protocol=http/protobuf",
            "-Dotel.logs.exporter=none",
            "-cp",
            sdk(),
            program.toString())
        .exits(ExitCode.FINE);
  }

  /** The jars that a build tool would give a program with autoconfigure and the OTLP exporter. */
  private static String sdk() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(jar -> jar.endsWith(".jar"))
        .filter(jar -> Path.of(jar).getFileName().toString().matches("(opentelemetry|ok|kotlin).*"))
        .filter(jar -> !jar.contains("opentelemetry-proto"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
