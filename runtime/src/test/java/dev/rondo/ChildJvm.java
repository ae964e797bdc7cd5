package dev.rondo;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A program in a virtual machine of its own, killed after 30 s or when the test is over. */
final class ChildJvm implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;
  private final List<String> lines = new ArrayList<>();

  private ChildJvm(Process process) {
    this.process = process;
    CompletableFuture.delayedExecutor(30, TimeUnit.SECONDS).execute(process::destroyForcibly);
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts {@code main} on that engine with those options of {@code java}, and arguments. */
  static ChildJvm start(Class<?> main, String engine, List<String> options, String... arguments)
      throws IOException {
    List<String> all = new ArrayList<>();
    all.add("-Drondo.engine=" + engine);
    all.add("--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED");
    all.addAll(options);
    return startPlain(main, all, arguments);
  }

  /** Starts {@code main} with nothing but those options of {@code java}, and arguments. */
  static ChildJvm startPlain(Class<?> main, List<String> options, String... arguments)
      throws IOException {
    return startIn(Map.of(), main, options, arguments);
  }

  /** Starts {@code main} with those variables of the environment beside its own. */
  static ChildJvm startIn(
      Map<String, String> variables, Class<?> main, List<String> options, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(options);
    command.add("-cp");
    command.add(placeOf(EventLoop.class) + File.pathSeparator + placeOf(main));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(variables);
    return new ChildJvm(builder.start());
  }

  private static String placeOf(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()))
        .toString();
  }

  /** Reads what it prints up to a line that contains {@code text}; fails if there is none. */
  void awaitLine(String text) {
    for (String line = readLine(); ; line = readLine()) {
      if (line == null) {
        throw new AssertionError("the child ended without saying '" + text + "':\n" + output());
      }
      if (line.contains(text)) {
        return;
      }
    }
  }

  private String readLine() {
    try {
      String line = output.readLine();
      if (line != null) {
        lines.add(line);
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a signal by name; what it prints can be read on. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** Waits for its end and gives its exit code. */
  int exitCode() throws InterruptedException {
    while (readLine() != null) {}
    return process.waitFor();
  }

  /** What it has printed, as far as it was read. */
  String output() {
    return String.join("\n", lines);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
