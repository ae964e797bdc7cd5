package dev.rondo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.trace.TraceReader;
import dev.rondo.trace.model.Playback;
import dev.rondo.trace.rules.Rules;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.ScreenTerminal;
import org.jline.utils.ScreenTerminal.VirtualTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;

/** The stepper on a terminal that is made up: keys go in, and the screen is looked at. */
class StepperTest {
  private static final Path HELLO = Path.of("src/main/resources/dev/rondo/cli/hello.jsonl");
  private static final Path OVERVIEW = Path.of("../traces/golden/Overview.jsonl");

  private VirtualTerminal virtual;
  private Playback trace;
  private Flaws flaws;
  private List<Rules> rules = List.of();
  private Stepper stepper;

  private void open(Path file, int columns, int rows, Ansi ansi) throws IOException {
    virtual = ScreenTerminal.withTerminal("test", "xterm-256color", columns, rows);
    Console console =
        new Console(
            InputStream.nullInputStream(),
            new PrintWriter(new StringWriter()),
            new PrintWriter(new StringWriter()),
            ansi,
            columns,
            Map.of("LANG", "C.UTF-8"));
    trace = Playback.open("a.jsonl", file);
    flaws = new Flaws(TraceReader.open(file), rules);
    stepper = new Stepper(virtual.terminal(), console, "a.jsonl", trace, flaws);
  }

  private void open(Path file) throws IOException {
    open(file, 80, 24, Ansi.OFF);
    stepper.draw();
  }

  @AfterEach
  void close() throws IOException {
    trace.close();
    flaws.close();
    virtual.terminal().close();
  }

  private void press(StepKey... keys) {
    for (StepKey key : keys) {
      stepper.press(key);
      stepper.draw();
    }
  }

  private void answer(StepKey key, String text) {
    press(key);
    text.chars().forEach(stepper::type);
    stepper.draw();
    stepper.type('\r');
    stepper.draw();
  }

  private List<String> screen() {
    int columns = virtual.screen().getColumns();
    int rows = virtual.screen().getRows();
    long[] cells = new long[columns * rows];
    virtual.screen().dump(cells, new int[2]);
    return java.util.stream.IntStream.range(0, rows)
        .mapToObj(row ->
            Arrays.stream(cells, row * columns, (row + 1) * columns)
                .mapToInt(ScreenTerminal::cellCodePoint)
                .mapToObj(c -> c == 0 ? " " : Character.toString(c))
                .collect(Collectors.joining())
                .stripTrailing())
        .toList();
  }

  private String current() {
    return screen().stream().filter(line -> line.startsWith("▶")).findFirst().orElse("");
  }

  private String talk() {
    return screen().get(screen().size() - 2).strip();
  }

  @Test
  void a_screen_shows_events_queue_timers_tasks_and_keys() throws IOException {
    open(HELLO);
    answer(StepKey.GO, "9");
    Golden.check("stepper", String.join("\n", screen()) + "\n");
  }

  @Test
  void the_overview_in_its_middle() throws IOException {
    open(OVERVIEW);
    answer(StepKey.GO, "88");
    Golden.check("stepper-overview", String.join("\n", screen()) + "\n");
    press(StepKey.PANEL);
    Golden.check("stepper-ready", String.join("\n", screen()) + "\n");
    press(StepKey.HELP);
    Golden.check("stepper-help", String.join("\n", screen()) + "\n");
  }

  @Test
  void forwards_and_backwards() throws IOException {
    open(HELLO);
    assertThat(current()).contains("the beginning");
    press(StepKey.BACK);
    assertThat(talk()).isEqualTo("this is the beginning");
    press(StepKey.FORWARD, StepKey.FORWARD);
    assertThat(trace.position()).isEqualTo(2);
    assertThat(current()).contains(" task ");
    press(StepKey.BACK);
    assertThat(current()).contains(" loop ");
    press(StepKey.END);
    assertThat(trace.position()).isEqualTo(12);
    assertThat(talk()).contains("the trace ends here");
    press(StepKey.FORWARD);
    assertThat(talk()).isEqualTo("the trace ends here");
    press(StepKey.START);
    assertThat(trace.position()).isZero();
  }

  @Test
  void by_steps_and_turns() throws IOException {
    open(HELLO);
    press(StepKey.STEP);
    assertThat(current()).contains("resume").contains("main");
    press(StepKey.STEP);
    assertThat(current()).contains("resume").contains("child");
    press(StepKey.STEP_BACK);
    assertThat(current()).contains("resume").contains("main");
    press(StepKey.TURN);
    assertThat(current()).contains("child");
    press(StepKey.TURN, StepKey.TURN);
    assertThat(talk()).isEqualTo("no later turn");
    press(StepKey.TURN_BACK);
    assertThat(current()).contains("child");
  }

  @Test
  void to_a_place_forwards_and_backwards() throws IOException {
    open(OVERVIEW);
    answer(StepKey.GO, "100");
    assertThat(trace.position()).isEqualTo(100);
    answer(StepKey.GO, "20");
    assertThat(trace.position()).isEqualTo(20);
    answer(StepKey.GO, "1:30");
    assertThat(trace.position()).isEqualTo(30);
    answer(StepKey.GO, "0ns");
    long start = trace.position();
    assertThat(trace.event().t()).isZero();
    answer(StepKey.GO, "1s");
    assertThat(trace.position()).isGreaterThan(start);
    answer(StepKey.GO, "end");
    assertThat(trace.position()).isEqualTo(trace.size());
    answer(StepKey.GO, "noon");
    assertThat(talk()).startsWith("not a position: 'noon'");
    assertThat(trace.position()).isEqualTo(trace.size());
  }

  @Test
  void to_what_is_looked_for() throws IOException {
    open(OVERVIEW);
    answer(StepKey.KIND, "timer");
    assertThat(current()).contains(" timer ");
    long first = trace.position();
    press(StepKey.AGAIN_BACK);
    assertThat(talk()).isEqualTo("no earlier event of kind timer");
    assertThat(trace.position()).isEqualTo(first);
    answer(StepKey.TASK, "kettle");
    assertThat(current()).contains("kettle");
    long kettle = trace.position();
    press(StepKey.AGAIN, StepKey.AGAIN_BACK);
    assertThat(trace.position()).isEqualTo(kettle);
    answer(StepKey.TEXT, "patient.*done already|greedy returned");
    assertThat(current()).contains("greedy returned");
    answer(StepKey.KIND, "nonsense");
    assertThat(talk()).isEqualTo("no later event of kind nonsense");
  }

  @Test
  void to_the_next_finding() throws IOException {
    open(Path.of("../traces/broken/callback-runs-twice.jsonl"));
    press(StepKey.FINDING);
    assertThat(trace.position()).isEqualTo(27);
    assertThat(talk())
        .startsWith("handle-twice: found callback cheer of handle 7, expected an entry");
    press(StepKey.FINDING);
    assertThat(talk()).isEqualTo("nothing is found later");
    press(StepKey.BACK, StepKey.FORWARD);
    assertThat(talk()).startsWith("handle-twice");
  }

  @Test
  void to_the_next_finding_by_a_rule_of_ones_own(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("rules.yaml");
    Files.writeString(file, "rules:\n  - name: no yields\n    never: {pause: '*', on: yield}\n");
    rules = List.of(Rules.read(file));
    open(OVERVIEW);
    press(StepKey.FINDING);
    assertThat(trace.position()).isEqualTo(31);
    assertThat(talk()).startsWith("no yields: found pause tour on yield");
  }

  @Test
  void to_the_next_finding_of_lint() throws IOException {
    open(Path.of("../traces/rules/bank.jsonl"));
    press(StepKey.FINDING);
    assertThat(talk()).startsWith("never-ceded: the await of payIn in teller gave up control in");
  }

  @Test
  void what_is_typed_can_be_mended_and_left() throws IOException {
    open(OVERVIEW);
    press(StepKey.GO);
    "12x".chars().forEach(stepper::type);
    stepper.type(127);
    stepper.draw();
    assertThat(talk()).isEqualTo("go to: 12_");
    stepper.type(27);
    stepper.draw();
    assertThat(trace.position()).isZero();
    answer(StepKey.GO, "");
    assertThat(trace.position()).isZero();
  }

  @Test
  void every_size_is_drawn_and_no_line_is_too_long() throws IOException {
    for (int[] size :
        new int[][] {{80, 24}, {40, 10}, {200, 60}, {20, 5}, {5, 3}, {1, 1}, {80, 2}}) {
      open(OVERVIEW, Math.max(size[0], 5), Math.max(size[1], 2), Ansi.ON);
      StepperView view =
          new StepperView(
              new Console(
                  InputStream.nullInputStream(),
                  new PrintWriter(new StringWriter()),
                  new PrintWriter(new StringWriter()),
                  Ansi.OFF,
                  size[0],
                  Map.of()),
              "a.jsonl",
              trace);
      for (int n = 0; n < 20; n++) {
        trace.seek(trace.position() + 7, _ -> true);
        view.panels().next();
        view.panels().scroll(1);
        List<String> lines = view.lines(size[0], size[1]);
        assertThat(lines).hasSizeLessThanOrEqualTo(size[1]);
        assertThat(lines)
            .allSatisfy(
                line -> assertThat(Plain.width(line)).isLessThanOrEqualTo(Math.max(size[0], 10)));
        assertThat(view.help(size[0], size[1])).isNotEmpty();
      }
      press(StepKey.STEP, StepKey.PANEL, StepKey.DOWN, StepKey.UP, StepKey.LOOP, StepKey.HELP);
      if (size[0] < 80 || size[1] != 2) {
        close();
      }
    }
  }

  @Test
  void the_window_may_change_its_size() throws IOException {
    open(OVERVIEW);
    press(StepKey.STEP);
    Size size = Size.of(100, 30);
    virtual.screen().setSize(size);
    virtual.terminal().setSize(size);
    stepper.draw();
    assertThat(screen()).hasSize(30);
    assertThat(screen().get(29)).contains("? help  q");
  }

  @Test
  void the_whole_of_it_by_bytes() throws IOException {
    open(HELLO);
    virtual
        .terminal()
        .processInputBytes(
            "  \033[D\033[B:9\r?xq".replace("\033", "\u001b").getBytes(StandardCharsets.UTF_8));
    stepper.run();
    assertThat(trace.position()).isEqualTo(9);
    assertThat(
            virtual
                .terminal()
                .getAttributes()
                .getLocalFlag(org.jline.terminal.Attributes.LocalFlag.ISIG))
        .isTrue();
  }

  @Test
  void several_loops_are_shown_in_turn(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("two.jsonl"),
            """
            {"ev":"trace","version":1,"program":"p","clock":"virtual"}
            {"seq":1,"t":0,"loop":1,"ev":"task","task":1,"name":"one","coro":"c"}
            {"seq":1,"t":0,"loop":2,"ev":"task","task":1,"name":"two","coro":"c"}
            {"seq":2,"t":5,"loop":1,"ev":"enqueue","handle":1,"task":1,"why":"start"}
            {"seq":2,"t":9,"loop":2,"ev":"enqueue","handle":1,"task":1,"why":"start"}
            """);
    open(file);
    press(StepKey.END);
    assertThat(screen().getFirst()).contains("loop 2").doesNotContain("only");
    press(StepKey.LOOP);
    assertThat(screen().getFirst()).contains("loop 1 only");
    press(StepKey.LOOP, StepKey.LOOP);
    assertThat(screen().getFirst()).contains("loop 2").doesNotContain("only");
    answer(StepKey.GO, "1:1");
    assertThat(trace.position()).isEqualTo(2);
  }

  @Test
  void a_trace_that_is_damaged_further_on_is_shown_up_to_there(@TempDir Path folder)
      throws IOException {
    List<String> lines = Files.readAllLines(HELLO);
    Path file =
        Files.writeString(
            folder.resolve("bad.jsonl"),
            String.join("\n", lines.subList(0, 5)) + "\nnonsense\n" + lines.get(5) + "\n");
    open(file);
    press(StepKey.END);
    assertThat(trace.position()).isEqualTo(4);
    assertThat(talk()).contains("line 6").contains("expected a JSON object");
    press(StepKey.FORWARD);
    assertThat(talk()).contains("line 6");
  }

  @Test
  void terminals_without_signals_are_fine() throws IOException {
    open(HELLO);
    Terminal terminal = virtual.terminal();
    terminal.raise(Terminal.Signal.WINCH);
    press(StepKey.QUIT);
    assertThat(stepper.event()).isNull();
  }
}
