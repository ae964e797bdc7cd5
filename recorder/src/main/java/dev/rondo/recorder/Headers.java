package dev.rondo.recorder;

import dev.rondo.observe.LoopInfo;
import dev.rondo.observe.Traceparent;
import dev.rondo.trace.TraceHeader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a recording says of itself: the program, the process, and the trace that it takes part in.
 */
final class Headers {
  private final String program;
  private final Detail detail;

  Headers(String program, Detail detail) {
    this.program = program;
    this.detail = detail;
  }

  TraceHeader of(LoopInfo loop, Instant start) {
    return of(clock(loop), loop.engine(), start, loop.policy(), loop.seed());
  }

  /** As traces call the loop's clock. */
  static String clock(LoopInfo loop) {
    return loop.virtual() ? "virtual" : "monotonic";
  }

  TraceHeader of(String clock, String engine, Instant start) {
    return of(clock, engine, start, null, null);
  }

  private TraceHeader of(
      String clock, String engine, Instant start, @Nullable String policy, @Nullable Long seed) {
    Traceparent parent = Traceparent.ofProcess();
    return new TraceHeader(
        TraceHeader.VERSION,
        parent == null ? randomTrace() : parent.trace(),
        parent == null ? null : parent.span(),
        program,
        ProcessHandle.current().pid(),
        host(),
        start,
        clock,
        Recorder.NAME,
        runtime(),
        engine,
        detail.text(),
        policy,
        seed);
  }

  static String runtime() {
    return "java " + System.getProperty("java.version");
  }

  private static String randomTrace() {
    byte[] id = new byte[16];
    new SecureRandom().nextBytes(id);
    return HexFormat.of().formatHex(id);
  }

  private static @Nullable String host() {
    String name = System.getenv("HOSTNAME");
    if (name != null && !name.isEmpty()) {
      return name;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return null;
    }
  }

  /**
   * The property {@code rondo.program}, else the main class, source file or jar of the command
   * line.
   */
  static String program() {
    String given = System.getProperty("rondo.program");
    return given != null ? given : program(System.getProperty("sun.java.command", ""));
  }

  static String program(String command) {
    String[] words = command.trim().split("\\s+", 3);
    boolean source = words[0].startsWith("jdk.compiler/") && words.length > 1;
    String main = source ? words[1] : words[0];
    String name = main.substring(main.lastIndexOf('/') + 1);
    String stem = name.endsWith(".java") || name.endsWith(".jar") ? stem(name) : name;
    return stem.isEmpty() ? "java" : stem;
  }

  private static String stem(String file) {
    return file.substring(0, file.lastIndexOf('.'));
  }
}
