package dev.rondo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/**
 * What a user does at a terminal, in one process: runs a command line, looks at what comes back.
 */
final class Session {
  private final Map<String, String> environment = new HashMap<>();
  private int columns;
  private InputStream in = InputStream.nullInputStream();

  /** What one command line gave back. */
  record Result(int code, String out, String err) {

    /** The output without what differs from machine to machine, for a golden file. */
    String text() {
      return "exit code " + code + "\n--- out\n" + out + "--- err\n" + err;
    }

    Result exits(int expected) {
      assertThat(code).as("exit code; %s%s", out, err).isEqualTo(expected);
      return this;
    }
  }

  /** A user whose last trace is remembered in that folder, and nowhere else. */
  static Session in(Path state) {
    return new Session().with("XDG_STATE_HOME", state.toString());
  }

  Session with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Session typing(String text) {
    in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** At a terminal of that width, which shows colours. */
  Session onTerminal(int columns) {
    this.columns = columns;
    return this;
  }

  Result run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Console console =
        new Console(
            in,
            new PrintWriter(out),
            new PrintWriter(err, true),
            columns > 0 ? Ansi.ON : Ansi.OFF,
            columns,
            environment);
    int code = Cli.run(console, args);
    return new Result(code, out.toString(), err.toString());
  }
}
