package dev.rondo.examples;

import dev.rondo.EventLoop;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One of {@code runtime/examples}, run by a virtual machine of its own on one of the engines. */
final class Program {
  private final Process process;
  private final BufferedReader output;
  private final CompletableFuture<String> errors;

  private Program(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
    this.errors = CompletableFuture.supplyAsync(() -> readAll(process.getErrorStream()));
  }

  /** How it ended. */
  record End(int code, String output, String errors) {}

  static Program start(String engine, String example, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1"); // it is over before more would pay
    if (engine.equals("continuation")) {
      command.add("--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED");
    }
    command.addAll(List.of("-cp", runtimeClasses(), "examples/" + example));
    command.addAll(List.of(arguments));
    return new Program(new ProcessBuilder(command).start());
  }

  static End run(String engine, String example, String... arguments)
      throws IOException, InterruptedException {
    return start(engine, example, arguments).end();
  }

  private static String runtimeClasses() {
    try {
      return Path.of(EventLoop.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits for a line of its output; null when there is no more. */
  String nextLine() throws IOException {
    return output.readLine();
  }

  /** Asks it to end, as Ctrl-C does. */
  void interrupt() {
    process.toHandle().destroy(); // the process itself would close our end of its output
  }

  /** Waits for its end; the output is what was not read before. */
  End end() throws IOException, InterruptedException {
    String rest = output.readAllAsString();
    return new End(process.waitFor(), rest, errors.join());
  }

  private static String readAll(InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
