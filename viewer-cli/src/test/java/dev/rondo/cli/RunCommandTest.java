package dev.rondo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.trace.TraceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs real programs; what they print goes past the test. */
class RunCommandTest {
  private static final String ON_A_LOOP =
      """
      import static dev.rondo.Async.*;
      void main() {
        run(async(() -> { await(sleep(java.time.Duration.ofMillis(1))); return "done"; }));
        System.exit(7);
      }
      """;

  private static final String LONG =
      """
      import static dev.rondo.Async.*;
      void main() {
        run(async(() -> {
          for (int i = 0; i < 20_000; i++) {
            await(sleep(java.time.Duration.ZERO));
          }
          return "done";
        }));
      }
      """;

  @TempDir Path folder;
  private Path trace;

  @BeforeEach
  void nameTheTrace() {
    trace = folder.resolve("a.jsonl");
  }

  private Session.Result run(String... args) {
    String[] words = new String[args.length + 1];
    words[0] = "run";
    System.arraycopy(args, 0, words, 1, args.length);
    return Session.in(folder.resolve("state")).run(words);
  }

  private String program(String source) throws IOException {
    return Files.writeString(folder.resolve("Program.java"), source).toString();
  }

  @Test
  void records_a_program_and_exits_as_it_does() throws IOException {
    Session.Result result = run("-o", trace.toString(), program(ON_A_LOOP)).exits(7);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("recorded to " + trace);
    try (TraceReader reader = TraceReader.open(trace)) {
      assertThat(reader.header().program()).isEqualTo("Program");
      assertThat(reader.header().detail()).isEqualTo("full");
      while (reader.next() != null) {}
      assertThat(reader.footer()).isNotNull();
    }
    assertThat(Session.in(folder.resolve("state")).run("events").err()).contains(trace.toString());
  }

  @Test
  void asks_for_spans_and_starts_an_sdk_unless_the_user_says_otherwise() throws IOException {
    String source =
        """
        import static dev.rondo.Async.*;
        void main() {
          run(async(() -> "done"));
          String said = System.getProperty("rondo.otel")
              + System.getProperty("otel.java.global-autoconfigure.enabled")
              + System.getProperty("otel.service.name");
          System.exit(said.equals("taskstrueProgram") ? 11 : said.equals("tasksfalsemine") ? 12 : 13);
        }
        """;
    String java = program(source);
    run("--otel", "-o", trace.toString(), java).exits(11);
    run(
            "--otel",
            "-o",
            trace.toString(),
            "-Dotel.java.global-autoconfigure.enabled=false",
            "-Dotel.service.name=mine",
            java)
        .exits(12);
  }

  @Test
  void hands_its_options_to_the_recorder() throws IOException {
    Path packed = folder.resolve("a.jsonl.zst");
    Session.Result result =
        run(
                "--output=" + packed,
                "--quiet",
                "--detail=schedule",
                "--engine=virtual-thread",
                "--clock=virtual",
                "--",
                program(ON_A_LOOP))
            .exits(7);
    assertThat(result.err()).isEmpty();
    try (TraceReader reader = TraceReader.open(packed)) {
      assertThat(reader.header().detail()).isEqualTo("schedule");
      assertThat(reader.header().engine()).isEqualTo("virtual-thread");
      assertThat(reader.header().clock()).isEqualTo("virtual");
    }
  }

  @Test
  void keeps_texts_out_of_the_trace() throws IOException {
    String program = program(ON_A_LOOP);
    run("-o", trace.toString(), "--filter=hide=Prog\\w+", "--filter", "errors=type", program)
        .exits(7);
    try (TraceReader reader = TraceReader.open(trace)) {
      assertThat(reader.header().program()).isEqualTo("***");
    }
    assertThat(run("-o", trace.toString(), "--filter=errors=none", program).exits(2).err())
        .contains("'errors=none'");
  }

  @Test
  void ends_a_recording_at_its_limit_and_says_so_first() throws IOException {
    Session.Result result =
        run("-o", trace.toString(), "--limit=1k", "--no-sites", program(LONG)).exits(0);
    assertThat(result.err())
        .contains(trace + ": INCOMPLETE, ended when the file had reached its limit");
  }

  @Test
  void refuses_amounts_that_are_none_and_options_of_a_file_without_one() throws IOException {
    String program = program(ON_A_LOOP);
    assertThat(run("--limit=much", program).exits(2).err()).contains("--limit: 'much' is no size");
    assertThat(run("--memory=1k", program).exits(2).err()).contains("--memory: ", "1 MiB or more");
    assertThat(run("--flush=0s", program).exits(2).err()).contains("--flush: '0s' is no duration");
    assertThat(run("--when-full=burn", program).exits(2).err()).contains("burn", "wait, drop");
    assertThat(run("--flight=error", "--limit=1m", program).exits(2).err())
        .contains("--limit is for a recording to a file: --flight takes memory=SIZE");
  }

  @Test
  void writes_a_flight_down_at_the_end() throws IOException {
    String program = program(ON_A_LOOP);
    Session.Result result =
        run("-o", trace.toString(), "--flight", "memory=1m;error", program).exits(7);
    assertThat(result.err()).contains("recorded to " + trace, "a flight, the latest");
    try (TraceReader reader = TraceReader.open(trace)) {
      assertThat(reader.header().flight()).isTrue();
      while (reader.next() != null) {}
      assertThat(reader.footer()).isNotNull();
    }
    assertThat(run("--flight", "memory=much", program).exits(2).err()).contains("'memory=much'");
  }

  @Test
  void says_that_a_program_without_a_loop_left_no_trace() throws IOException {
    Session.Result result =
        run("-o", trace.toString(), program("void main() { System.exit(3); }")).exits(3);
    assertThat(result.err())
        .isEqualTo("rondo: nothing was recorded: the program made no event loop\n");
    assertThat(trace).doesNotExist();
  }

  @Test
  void overwrites_the_trace_of_an_earlier_run() throws IOException {
    Files.writeString(trace, "an earlier one");
    run("-o", trace.toString(), program("void main() {}")).exits(0);
    assertThat(trace).doesNotExist();
  }

  @Test
  void lets_the_program_show_its_tasks_at_a_signal_which_the_user_may_choose() throws IOException {
    String tells =
        """
        void main(String[] words) throws Exception {
          java.nio.file.Files.writeString(
              java.nio.file.Path.of(words[0]), System.getProperty("rondo.dump.signal"));
        }
        """;
    Path signal = folder.resolve("signal");
    run(program(tells), signal.toString()).exits(0);
    assertThat(signal).hasContent("USR1");
    run("--", "-Drondo.dump.signal=WINCH", program(tells), signal.toString()).exits(0);
    assertThat(signal).hasContent("WINCH");
  }

  @Test
  void gives_the_program_its_words_untouched() throws IOException {
    String echo =
        """
        void main(String[] words) throws Exception {
          java.nio.file.Files.writeString(java.nio.file.Path.of(words[0]), String.join("|", words));
        }
        """;
    Path words = folder.resolve("words");
    run(program(echo), words.toString(), "--quiet", "-o", "@x", "--", "-cp").exits(0);
    assertThat(words).hasContent(words + "|--quiet|-o|@x|--|-cp");
  }

  @Test
  void refuses_an_output_that_cannot_be_before_it_starts_the_program() throws IOException {
    String program = program("void main() { throw new Error(); }");
    assertThat(run("-o", folder.toString(), program).exits(ExitCode.USAGE).err())
        .isEqualTo("rondo: can't write " + folder + ": it is a folder\n");
    Path nowhere = folder.resolve("no/a.jsonl");
    assertThat(run("-o", nowhere.toString(), program).exits(ExitCode.USAGE).err())
        .isEqualTo(
            "rondo: can't write " + nowhere + ": there is no folder " + nowhere.getParent() + "\n");
    assertThat(run("-o", "", program).exits(ExitCode.USAGE).err()).contains("is empty");
    assertThat(run("-o", "a\0b", program).exits(ExitCode.USAGE).err())
        .isEqualTo("rondo: 'a\\u0000b' can't be a file's name here: Nul character not allowed\n");
    assertThat(run("-o", "-", program).exits(ExitCode.USAGE).err()).contains("needs a file");
  }

  @Test
  void wants_a_program() throws IOException {
    Golden.check("usage-run", run("--quiet").exits(ExitCode.USAGE).text());
  }

  // -- schedules ----------------------------------------------------------------------------------

  private static final String CHANCE =
      """
      import static dev.rondo.Async.*;
      void main() {
        run(async(() -> {
          int turns = new java.util.Random().nextInt();
          dev.rondo.Trace.mark("drawn", "turns", turns);
          return "done";
        }));
      }
      """;

  @Test
  void chooses_the_schedule_and_writes_it_down() throws IOException {
    String program = program(ON_A_LOOP);
    run("-o", trace.toString(), "--policy=pct", "--seed=7", "--pct-depth=2", program).exits(7);
    try (TraceReader reader = TraceReader.open(trace)) {
      assertThat(reader.header().policy()).isEqualTo("pct:depth=2,steps=100");
      assertThat(reader.header().seed()).isEqualTo(7);
    }
  }

  @Test
  void says_that_two_runs_did_the_same_whatever_they_exit_with() throws IOException {
    String program = program(ON_A_LOOP);
    Session.Result result =
        run("-o", trace.toString(), "--clock=virtual", "--check-determinism", program).exits(0);
    assertThat(result.out())
        .matches("deterministic: both runs did the same, \\d+ events; exit code 7 both times\n");
    assertThat(trace).exists();
    assertThat(folder.resolve("a-2.jsonl")).exists();
  }

  @Test
  void names_the_first_event_that_differs() throws IOException {
    String program = program(CHANCE);
    Session.Result result =
        run("-o", trace.toString(), "--clock=virtual", "--check-determinism", program).exits(1);
    assertThat(result.out())
        .startsWith("not deterministic: the runs differ; exit code 0 both times\n")
        .contains("first: ", "- " + trace + ":", "+ " + folder.resolve("a-2.jsonl") + ":");
    String json = run("--clock=virtual", "--check-determinism", "--json", program).exits(1).out();
    assertThat(json).contains("\"deterministic\":false", "\"exitCodes\":[0,0]", "\"first\":{");
  }

  @Test
  void cannot_tell_of_a_program_without_a_loop() throws IOException {
    Session.Result result =
        run("--check-determinism", program("void main() { IO.println(1); }")).exits(3);
    assertThat(result.err()).contains("nothing was recorded");
  }

  @Test
  void refuses_schedules_that_mean_nothing() {
    assertThat(run("--policy", "lifo", "x").exits(2).err())
        .isEqualTo("rondo: --policy 'lifo': choose fifo, random or pct\n");
    assertThat(run("--seed", "3", "x").exits(2).err()).contains("--seed is for --policy");
    assertThat(run("--policy=random", "--pct-depth", "3", "x").exits(2).err())
        .isEqualTo("rondo: --pct-depth is for --policy pct\n");
    assertThat(run("--policy=pct", "--pct-steps", "0", "x").exits(2).err())
        .isEqualTo("rondo: --pct-steps 0: give a number from 1 on\n");
    assertThat(run("--json", "x").exits(2).err()).contains("--json is for --check-determinism");
  }
}
