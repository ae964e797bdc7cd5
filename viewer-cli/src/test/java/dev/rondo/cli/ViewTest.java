package dev.rondo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the commands that look at a trace print, held against golden files, and that none of them
 * stumbles over any trace.
 */
class ViewTest {
  private static final String ASYNCIO = "../traces/asyncio/scripts/";
  private static final String HELLO = "src/main/resources/dev/rondo/cli/hello.jsonl";
  private static final String OWN = "src/test/traces/";

  /** The commands that take a trace, in the ways that make a difference. */
  private static final List<String> VIEWS =
      List.of(
          "summary",
          "summary --json",
          "events",
          "events --explain",
          "events --json",
          "ps",
          "ps --json",
          "tree",
          "tree --await",
          "tree --json",
          "verify",
          "verify --json",
          "why #1",
          "why #1 --json",
          "blame #1",
          "blame #1 --json",
          "stats",
          "stats --json",
          "lint",
          "lint --json",
          "timeline",
          "timeline --time --ascii",
          "replay",
          "replay --json",
          "replay --until 7",
          "replay --until 1us --json");

  private static final String ORDERS = "[\\p{Cc}\u202e\u2028&&[^\\n]]";

  @TempDir Path state;

  /** What a command line gives; the locale may follow after an at-sign. */
  private Session.Result rondo(String line) {
    String[] parts = line.split("@");
    String locale = parts.length == 1 ? "C" : parts[1].strip();
    return Session.in(state).with("LANG", locale).run(parts[0].strip().split(" +"));
  }

  /** A golden file, and the command line that it is the output of. */
  @TestFactory
  Stream<DynamicTest> output() {
    return Stream.of(
            "summary: summary HELLO queue-producer-consumers group-error-cancels-siblings",
            "summary-json: summary --json HELLO group-error-cancels-siblings",
            "events: events HELLO",
            "events-group: events group-error-cancels-siblings",
            "events-explain: events --explain HELLO",
            "events-filter: events queue-producer-consumers --kind use,pause --task P --to 60",
            "events-text: events queue-producer-consumers --text get.Q --from 1ms",
            "events-json: events --json HELLO --kind pause",
            "events-kind-typo: events HELLO --kind pose",
            "events-task-typo: events HELLO --task chld",
            "events-beyond: events HELLO --to 13",
            "ps: ps queue-producer-consumers --at 30",
            "ps-end: ps group-error-cancels-siblings",
            "ps-json: ps --json HELLO --at 9",
            "ps-beyond: ps HELLO --at 5000",
            "ps-position: ps HELLO --at noon",
            "ps-loop: ps HELLO --loop 2",
            "tree: tree group-child-spawns-child",
            "tree-await: tree --await event-wakes-all --at 25",
            "tree-await-shared: tree --await wait-first-error-all --at 25",
            "tree-json: tree --json HELLO --at 7",
            "timeline: timeline HELLO",
            "timeline-unicode: timeline queue-producer-consumers @ C.UTF-8",
            "timeline-blocks: timeline queue-producer-consumers --width 60 @ C.UTF-8",
            "timeline-ascii: timeline group-error-cancels-siblings",
            "timeline-eager: timeline EAGER @ C.UTF-8",
            "timeline-window: timeline queue-producer-consumers --from 57 --to 90",
            "timeline-tasks: timeline queue-producer-consumers --task P --task #3 @ C.UTF-8",
            "timeline-time: timeline --time EAGER @ C.UTF-8",
            "timeline-time-ascii: timeline --time group-error-cancels-siblings",
            "timeline-typo: timeline queue-producer-consumers --task D1",
            "replay: replay EAGER",
            "replay-group: replay group-error-cancels-siblings",
            "replay-json: replay HELLO --json",
            "replay-until: replay group-error-cancels-siblings --until 46",
            "replay-until-json: replay HELLO --until 3.2us --json",
            "diff-same: diff PAIR:counted-names",
            "diff-order: diff PAIR:other-order",
            "diff-more: diff PAIR:one-task-more",
            "diff-outcome: diff PAIR:cut-off-and-different",
            "diff-ends: diff PAIR:ends-early",
            "diff-lost: diff PAIR:lost-events",
            "diff-json: diff --json PAIR:one-task-more",
            "diff-same-json: diff --json PAIR:other-detail",
            "diff-stdin: diff - -",
            "diff-level: diff --level order PAIR:one-task-more",
            "diff-level-typo: diff --level ordered PAIR:one-task-more",
            "diff-ignore: diff --ignore egg --ignore main PAIR:one-task-more",
            "diff-only: diff --only toast,mark PAIR:other-order",
            "diff-force: diff --force PAIR:cut-off",
            "diff-timing: diff --timing PAIR:other-delay-same-order",
            "digest: digest PAIR:other-numbers",
            "digest-json: digest --json PAIR:other-order",
            "digest-lost: digest PAIR:lost-events",
            "loops-summary: summary PAIR:two-loops",
            "loops-events: events LOOPS --kind done",
            "loops-ps: ps LOOPS --at 2:7",
            "loops-replay: replay LOOPS",
            "loops-timeline: timeline LOOPS @ C.UTF-8",
            "loops-none: timeline LOOPS --loop 3",
            "why: why 11 HELLO",
            "why-task: why T2 group-error-cancels-siblings",
            "why-paused: why main HELLO --at 9 @ C.UTF-8",
            "why-timer: why 62 group-error-cancels-siblings --limit 3",
            "why-json: why --json 8 HELLO",
            "why-task-json: why --json child HELLO",
            "why-loop: why 2:7 LOOPS",
            "why-beyond: why 99 HELLO",
            "why-typo: why chld HELLO",
            "why-at: why 7 HELLO --at 9",
            "why-many: why #1 LOOPS",
            "blame: blame child HELLO",
            "blame-all: blame main EAGER --worst 1",
            "blame-json: blame --json child HELLO",
            "blame-typo: blame chld HELLO",
            "stats: stats HELLO",
            "stats-many: stats HELLO EAGER --sort ready --top 2",
            "stats-json: stats --json HELLO",
            "lint: lint HELLO cancel-answered-with-a-value EAGER",
            "lint-json: lint --json HELLO main-ends-first",
            "lint-list: lint --list --ignore incomplete,warning --threshold slow-slice=5ms",
            "lint-threshold: lint HELLO --only slow-slice --threshold slow-slice=700ns",
            "lint-typo: lint HELLO --only slow-slices",
            "lint-none: lint HELLO --threshold never-awaited=5",
            "lint-time: lint HELLO --threshold slow-slice=5",
            "verify: verify HELLO queue-producer-consumers",
            "verify-json: verify --json HELLO")
        .map(line ->
            DynamicTest.dynamicTest(
                line, () -> golden(line.split(": ", 2)[0], line.split(": ", 2)[1])));
  }

  private void golden(String name, String line) throws IOException {
    String full =
        Stream.of(line.split(" "))
            .map(word -> word.equals("HELLO") ? HELLO : word)
            .map(word ->
                word.replaceFirst(
                    "PAIR:(.*)", "../traces/pairs/$1/left.jsonl ../traces/pairs/$1/right.jsonl"))
            .map(word -> word.equals("LOOPS") ? "../traces/pairs/two-loops/left.jsonl" : word)
            .map(word -> word.equals("EAGER") ? OWN + "eager.jsonl" : word)
            .map(word -> Files.exists(script(word)) ? script(word).toString() : word)
            .reduce((a, b) -> a + " " + b)
            .orElseThrow();
    Golden.check("view-" + name, rondo(full).text());
  }

  private static Path script(String name) {
    return Path.of(ASYNCIO + name + ".jsonl");
  }

  @TestFactory
  Stream<DynamicTest> every_view_of_traces_of_asyncio() throws IOException {
    List<Path> traces;
    try (Stream<Path> files = Files.walk(Path.of("../traces/asyncio"))) {
      traces = files.filter(ViewTest::chosen).sorted().toList();
    }
    assertThat(traces).hasSizeGreaterThan(40);
    return VIEWS.stream()
        .map(view -> DynamicTest.dynamicTest(view, () -> traces.forEach(t -> fine(view, t))));
  }

  /** The scripts, and one of ten random programs: to run them all takes a minute. */
  private static boolean chosen(Path file) {
    return file.toString().matches(".*/(scripts/.*|random-\\d*7)\\.jsonl");
  }

  private void fine(String view, Path trace) {
    Session.Result result = rondo(view + " " + trace);
    boolean finds = view.startsWith("lint") && result.code() == ExitCode.FINDINGS;
    result.exits(finds ? ExitCode.FINDINGS : ExitCode.FINE);
    assertThat(result.out()).as("%s %s", view, trace).isNotBlank();
    assertThat(result.err()).as("%s %s", view, trace).isEmpty();
  }

  @Test
  void odd_traces_are_shown_as_far_as_they_make_sense() throws IOException {
    Path odd = Path.of(OWN, "odd.jsonl");
    for (String view : VIEWS) {
      Session.Result result = rondo(view + " " + odd);
      assertThat(result.code()).as(view).isIn(ExitCode.FINE, ExitCode.FINDINGS);
      assertThat(result.err())
          .as(view)
          .containsOnlyOnce("2 malformed events left out, the first in line 9: ")
          .containsOnlyOnce("is incomplete: line 24: the line has no end")
          .doesNotContain("\tat ");
      assertThat(result.out()).as(view).doesNotContain("\u001b").doesNotContain("\u0007");
    }
    Golden.check("view-odd-events", rondo("events " + odd).text());
    Golden.check("view-odd-ps", rondo("ps " + odd).text());
    Golden.check("view-odd-tree", rondo("tree " + odd).text());
    Golden.check("view-odd-timeline", rondo("timeline " + odd + " @ C.UTF-8").text());
    Golden.check("view-odd-replay", rondo("replay " + odd).text());
    Golden.check("view-odd-summary", rondo("summary " + odd).text());
  }

  @Test
  void what_is_no_trace_is_one_message_and_code_3_in_every_command() throws IOException {
    String hello = Files.readString(Path.of(HELLO));
    List<Path> bad =
        List.of(
            Files.createDirectory(state.resolve("folder")),
            write("empty", ""),
            write("text", "no trace\n"),
            write("version", hello.replace("\"version\":1", "\"version\":99")),
            write("damaged", hello.replaceFirst("\\{(\"seq\":7)", "$1")),
            state.resolve("missing"));
    for (String view : VIEWS) {
      for (Path file : bad) {
        Session.Result result = rondo(view + " " + file).exits(ExitCode.INPUT);
        assertThat(result.err().lines()).as(view).singleElement().asString().contains(file + "");
      }
    }
    Session.Result diff = rondo("diff " + HELLO + " " + state.resolve("damaged"));
    assertThat(diff.exits(ExitCode.INPUT).err().lines()).hasSize(1);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(state.resolve(name), text);
  }

  @Test
  void a_header_alone_is_an_incomplete_trace() throws IOException {
    Path header = write("header", Files.readString(Path.of(HELLO)).split("(?<=\n)")[0]);
    for (String view : List.of("summary", "events", "ps", "tree", "timeline", "replay", "verify")) {
      Session.Result result = rondo(view + " " + header).exits(ExitCode.FINE);
      assertThat(result.err()).as(view).contains("is incomplete: line 2: the footer is missing");
    }
  }

  /** Many tasks that yield in turn: more lanes, and more steps, than anybody looks at. */
  @Test
  void a_timeline_of_many_lanes_and_steps_shows_what_can_be_read() throws IOException {
    Path crowd = Files.writeString(state.resolve("crowd.jsonl"), crowd(60, 2_500));
    Session.Result result = rondo("timeline " + crowd).exits(ExitCode.FINE);
    assertThat(result.out()).contains("2,000 steps").contains("and 31 lanes that do not run");
    assertThat(result.err())
        .contains("500 steps of loop 1 more; --from 6121 goes on there, --time shows all at once");
    assertThat(rondo("timeline --from 6121 " + crowd).exits(ExitCode.FINE).out())
        .contains("500 steps, seq 6121 to 7620");
    assertThat(rondo("timeline --time --width 80 " + crowd).exits(ExitCode.FINE).out())
        .contains("2,500 steps")
        .contains("(busy)");
  }

  private static String crowd(int tasks, int steps) {
    StringBuilder trace = new StringBuilder();
    trace.append(
        "{\"ev\":\"trace\",\"version\":1,\"program\":\"crowd\",\"clock\":\"monotonic\"}\n");
    long seq = 0;
    for (int i = 1; i <= tasks; i++) {
      line(trace, ++seq, "task", "\"task\":%d,\"name\":\"w%d\",\"coro\":\"w\"".formatted(i, i));
      line(trace, ++seq, "enqueue", "\"handle\":%d,\"task\":%d,\"why\":\"start\"".formatted(i, i));
    }
    for (int i = 1; i <= steps; i++) {
      int task = (i - 1) % tasks + 1;
      line(trace, ++seq, "resume", "\"handle\":%d,\"task\":%d".formatted(i, task));
      line(trace, ++seq, "pause", "\"task\":%d,\"what\":\"yield\"".formatted(task));
      String entry = "\"handle\":%d,\"task\":%d,\"why\":\"yield\"".formatted(i + tasks, task);
      line(trace, ++seq, "enqueue", entry);
    }
    return trace.append("{\"ev\":\"end\",\"events\":%d,\"lost\":0}\n".formatted(seq)).toString();
  }

  private static void line(StringBuilder trace, long seq, String kind, String keys) {
    trace.append(
        "{\"seq\":%d,\"t\":%d,\"loop\":1,\"ev\":\"%s\",%s}\n".formatted(seq, seq * 10, kind, keys));
  }

  @Test
  void on_a_terminal_rows_are_cut_and_coloured() {
    Session.Result wide = rondo("ps ../traces/golden/Overview.jsonl --at 60");
    Session.Result narrow =
        Session.in(state)
            .with("LANG", "C.UTF-8")
            .onTerminal(50)
            .run("ps", "../traces/golden/Overview.jsonl", "--at", "60");
    assertThat(narrow.out()).contains("\u001b[32mrunning\u001b[0m").contains("…");
    String[] rows = narrow.out().replaceAll("\u001b\\[\\d+m", "").split("\n");
    assertThat(rows).hasSameSizeAs(wide.out().split("\n"));
    assertThat(rows[1]).hasSizeLessThanOrEqualTo(50);
    assertThat(rows[2]).hasSizeLessThanOrEqualTo(50);
  }

  @Test
  void statistics_fit_a_terminal_and_show_bars() {
    Session.Result result =
        Session.in(state)
            .with("LANG", "C.UTF-8")
            .onTerminal(80)
            .run("stats", OWN + "eager.jsonl", HELLO, "../traces/golden/Overview.jsonl");
    String out = result.exits(ExitCode.FINE).out().replaceAll("\u001b\\[\\d+m", "");
    assertThat(out.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(out).contains("██").contains("░").containsPattern("Overview.*  ────────\n");
  }

  @Test
  void why_reads_standard_input_twice() throws IOException {
    String hello = Files.readString(Path.of(HELLO));
    String chain = rondo("why 11 " + HELLO).exits(ExitCode.FINE).out();
    Session.Result piped = Session.in(state).typing(hello).run("why", "11", "-");
    assertThat(piped.exits(ExitCode.FINE).out()).isEqualTo(chain.replace(HELLO, "standard input"));
  }

  @Test
  void an_event_before_the_flaws_of_a_trace_is_explained_without_a_word_of_them() {
    Session.Result result = rondo("why 2 " + OWN + "odd.jsonl").exits(ExitCode.FINE);
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).contains("root");
  }

  @Test
  void times_at_the_end_of_what_a_number_holds() throws IOException {
    String hello = Files.readString(Path.of(HELLO));
    for (int t : new int[] {0, 3190}) { // all of the trace there, or its second half
      Path late = state.resolve("late.jsonl");
      Files.writeString(
          late, hello.replaceAll("\"t\":" + t + ",", "\"t\":" + Long.MAX_VALUE + ","));
      for (String view : VIEWS) {
        assertThat(rondo(view + " " + late).code()).as(view).isLessThan(ExitCode.USAGE);
      }
    }
  }

  @Test
  void nothing_that_a_terminal_takes_for_an_order_comes_out_as_it_is() throws IOException {
    String orders = "\\u001b[31m\u009b31m\u202e\u2028\u007f";
    Path evil = state.resolve("evil\u001b[31m\n.jsonl");
    String hello = Files.readString(Path.of(HELLO));
    Files.writeString(evil, hello.replace("child\"", "child" + orders + "\""));
    for (String view : VIEWS) {
      Session.Result result = Session.in(state).run((view + " " + evil).split(" "));
      assertThat(result.out() + result.err()).as(view).doesNotContainPattern(ORDERS);
    }
    Session.Result none = Session.in(state).run("events", evil + "\u009b");
    assertThat(none.exits(ExitCode.INPUT).err()).hasLineCount(1).doesNotContainPattern(ORDERS);
  }

  @Test
  void of_several_traces_those_that_can_be_read_are_shown() {
    Session.Result result = rondo("summary no/such.jsonl " + HELLO);
    assertThat(result.exits(ExitCode.INPUT).out()).contains("hello.jsonl: complete");
    assertThat(result.err()).contains("no/such.jsonl");
  }

  @Test
  void verify_exits_with_the_highest_code() throws IOException {
    Path broken = state.resolve("broken.jsonl");
    String hello = Files.readString(Path.of(HELLO));
    Files.writeString(broken, hello.replace("\"seq\":8,\"t\":3190", "\"seq\":8,\"t\":3"));
    Session.Result result = rondo("verify " + broken + " " + HELLO);
    assertThat(result.exits(ExitCode.FINDINGS).out().lines().toList())
        .hasSize(3)
        .first()
        .asString()
        .startsWith(broken + ":9: time: seq 8: found ");
  }

  @Test
  void a_task_can_be_named_in_many_ways() {
    String events = "events " + HELLO + " --kind resume --task ";
    assertThat(
            Arrays.asList(
                rondo(events + "child").out(),
                rondo(events + "#2").out(),
                rondo(events + "2").out()))
        .allMatch(out -> out.equals("      8     0.003190ms  resume   child\n"));
  }
}
