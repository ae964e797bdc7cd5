package dev.rondo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** What all commands have in common. */
class CliTest {
  private static final String HELLO = "src/main/resources/dev/rondo/cli/hello.jsonl";

  @TempDir Path state;

  private Session.Result rondo(String... args) {
    return Session.in(state).run(args);
  }

  @TestFactory
  Stream<DynamicTest> every_command_has_help_with_examples() {
    return commands(Cli.commandLine(Console.ofProcess()))
        .map(command -> DynamicTest.dynamicTest(words(command), () -> help(words(command))));
  }

  /** Those below a command, at any depth. */
  private static Stream<CommandLine> commands(CommandLine above) {
    return above.getSubcommands().values().stream()
        .filter(command -> !command.getCommandName().equals("help"))
        .flatMap(command -> Stream.concat(Stream.of(command), commands(command)));
  }

  private static String words(CommandLine command) {
    return command.getCommandSpec().qualifiedName().substring("rondo ".length());
  }

  private void help(String words) throws IOException {
    Session.Result help = rondo((words + " --help").split(" ")).exits(ExitCode.FINE);
    assertThat(help.out()).contains("Examples:").contains("  rondo " + words);
    assertThat(help.err()).isEmpty();
    Golden.check("help-" + words.replace(' ', '-'), help.out());
  }

  @Test
  void help_of_the_whole() throws IOException {
    Golden.check("help", rondo("--help").exits(ExitCode.FINE).out());
  }

  @Test
  void version() {
    assertThat(rondo("--version").exits(ExitCode.FINE).out()).matches("rondo \\d.*, java 25.*\\R");
  }

  @Test
  void wrong_command_lines_are_explained_on_standard_error() throws IOException {
    Golden.check("usage-none", rondo().exits(ExitCode.USAGE).text());
    Golden.check("usage-typo", rondo("evnts").exits(ExitCode.USAGE).text());
    Golden.check("usage-more", rondo("events", HELLO, "b").exits(ExitCode.USAGE).text());
    Golden.check("usage-option", rondo("events", "--jsn").exits(ExitCode.USAGE).text());
    Golden.check("usage-shell", rondo("completion", "fish").exits(ExitCode.USAGE).text());
  }

  @Test
  void a_missing_file_is_one_message_and_code_3() throws IOException {
    Golden.check("input-missing", rondo("events", "no/such.jsonl").exits(ExitCode.INPUT).text());
  }

  @Test
  void without_a_trace_the_last_one_is_meant() throws IOException {
    Path hello = Path.of(HELLO).toAbsolutePath();
    new LastTrace(Map.of("XDG_STATE_HOME", state.toString())).set(hello);
    Session.Result last = rondo("events").exits(ExitCode.FINE);
    assertThat(last.err()).isEqualTo("rondo: reading " + hello + System.lineSeparator());
    assertThat(last.out()).isEqualTo(rondo("events", HELLO).out());
  }

  @Test
  void without_a_trace_and_without_a_last_one_it_says_so() throws IOException {
    Golden.check("usage-no-trace", rondo("events").exits(ExitCode.USAGE).text());
  }

  @Test
  void a_dash_is_standard_input() throws IOException {
    Session.Result piped =
        Session.in(state).typing(Files.readString(Path.of(HELLO))).run("events", "-");
    assertThat(piped.exits(ExitCode.FINE).out()).isEqualTo(rondo("events", HELLO).out());
  }

  @Test
  void a_trace_that_is_cut_off_is_used_with_a_warning() throws IOException {
    String[] lines = Files.readString(Path.of(HELLO)).split("(?<=\n)");
    Path cut = Files.writeString(state.resolve("cut.jsonl"), lines[0] + lines[1]);
    Session.Result result = rondo("events", cut.toString()).exits(ExitCode.FINE);
    assertThat(result.out()).hasLineCount(1);
    assertThat(result.err()).contains("warning: " + cut + " is incomplete: line 3");
  }

  @Test
  void a_reader_that_went_away_ends_the_command_quietly() {
    assertThat(failing("Broken pipe")).isEqualTo(String.valueOf(ExitCode.PIPE));
  }

  @Test
  void output_that_cannot_be_written_is_told() {
    assertThat(failing("No space left on device"))
        .isEqualTo("3rondo: can't write standard output: No space left on device");
  }

  @Test
  void so_is_help() {
    assertThat(failing("No space left on device", "--help"))
        .isEqualTo("3rondo: can't write standard output: No space left on device");
    assertThat(failing("Broken pipe", "help", "ps")).isEqualTo(String.valueOf(ExitCode.PIPE));
  }

  @Test
  void values_that_make_no_sense_are_refused() {
    assertThat(refused("timeline", HELLO, "--width", "-1"))
        .isEqualTo("rondo: --width is -1, expected the cells of a line, at most 100000");
    assertThat(refused("timeline", HELLO, "--time", "--width", "2000000000"))
        .isEqualTo("rondo: --width is 2000000000, expected the cells of a line, at most 100000");
    assertThat(refused("events", HELLO, "--from", "5", "--to", "4"))
        .isEqualTo("rondo: --from lies after --to");
    assertThat(refused("evnts", HELLO)).startsWith("rondo: there is no command 'evnts'");
  }

  private String refused(String... args) {
    return rondo(args).exits(ExitCode.USAGE).err().strip();
  }

  @Test
  void a_place_before_all_loops_is_told() {
    assertThat(rondo("ps", HELLO, "--at", "0").exits(ExitCode.FINE).err().strip())
        .isEqualTo("rondo: " + HELLO + ": no loop has begun there");
  }

  /** The exit code and standard error of a command whose output fails so. */
  private static String failing(String message, String... args) {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(message);
          }
        };
    StringWriter err = new StringWriter();
    Console console =
        new Console(System.in, Console.writer(full), new PrintWriter(err), Ansi.OFF, 0, Map.of());
    return Cli.run(console, args.length > 0 ? args : new String[] {"events", HELLO})
        + err.toString().strip();
  }

  @Test
  void only_a_bug_shows_a_stack_trace() {
    StringWriter err = new StringWriter();
    Console console =
        new Console(System.in, new PrintWriter(err), new PrintWriter(err), Ansi.OFF, 0, Map.of());
    assertThat(Failures.report(new IllegalStateException("odd"), console)).isEqualTo(ExitCode.BUG);
    assertThat(err.toString())
        .contains("please report")
        .contains("IllegalStateException: odd")
        .contains("at dev.rondo.cli.CliTest");
  }

  @Test
  void colour_only_on_a_terminal_and_never_with_NO_COLOR() {
    assertThat(Console.ansi(true, Map.of())).isEqualTo(Ansi.ON);
    assertThat(Console.ansi(false, Map.of())).isEqualTo(Ansi.OFF);
    assertThat(Console.ansi(true, Map.of("NO_COLOR", "1"))).isEqualTo(Ansi.OFF);
    assertThat(Console.ansi(true, Map.of("TERM", "dumb"))).isEqualTo(Ansi.OFF);
  }

  @Test
  void completion_knows_every_command() {
    for (String shell : new String[] {"bash", "zsh"}) {
      String script = rondo("completion", shell).exits(ExitCode.FINE).out();
      assertThat(script).contains("events").contains("completion").contains("complete -F");
    }
  }
}
