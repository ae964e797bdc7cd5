package dev.rondo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Records real programs, changes them, and runs them again. */
class ReplayRunTest {
  private static final String KITCHEN =
      """
      import static dev.rondo.Async.*;
      import dev.rondo.*;
      import java.time.Duration;
      Coroutine<Void> brew(String what) {
        return async("brew", () -> {
          await(sleep(Duration.ofMillis(2)));
          Trace.mark("brewed", "what", what);
        });
      }
      void main() {
        run(async("main", () -> {
          Task<Void> tea = createTask(brew("tea"), "tea");
          Trace.mark("order", "pieces", 1);
          await(tea);
        }));
      }
      """;

  @TempDir Path folder;
  private Path trace;

  @BeforeEach
  void nameTheTrace() {
    trace = folder.resolve("a.jsonl");
  }

  private Session.Result rondo(String... words) {
    return Session.in(folder.resolve("state")).run(words);
  }

  private String program(String source) throws IOException {
    return Files.writeString(folder.resolve("Program.java"), source).toString();
  }

  private void record(String source, String... options) throws IOException {
    List<String> words = new ArrayList<>(List.of("run", "-q", "-o", trace.toString()));
    words.addAll(List.of(options));
    words.add(program(source));
    rondo(words.toArray(String[]::new)).exits(0);
  }

  @Test
  void all_that_it_does_otherwise_is_shown_the_first_divergence_first() throws IOException {
    record(KITCHEN);
    String changed = KITCHEN.replace("1);", "2);").replace("brew(\"tea\")", "brew(\"coffee\")");
    Session.Result result =
        rondo("replay", trace.toString(), "--lenient", "--run", program(changed)).exits(1);
    String out = result.out().replaceAll("\\s+", " ");
    assertThat(out)
        .containsSubsequence(
            "diverged: " + trace + " at seq 8 of loop 1: the same happens, with another content",
            "kind other-content, in attrs",
            "uncaptured: a value that was not recorded may differ",
            "- expected: Task-1: mark order (Task-1 main, Program.java:11)",
            "\"pieces\":1",
            "+ actual: Task-1: mark order (Task-1 main, Program.java:11)",
            "\"pieces\":2",
            "a.jsonl: loop 1: why seq 8",
            "root the program around the loop",
            "different: ",
            "all differences, in 1 place:",
            "main, changed, attrs:",
            "tea, changed, attrs:");
  }

  @Test
  void all_of_it_is_there_for_programs_too() throws IOException {
    record(KITCHEN);
    String changed = KITCHEN.replace("1);", "2);").replace("brew(\"tea\")", "brew(\"coffee\")");
    Session.Result result =
        rondo("replay", trace.toString(), "--json", "--lenient", "--run", program(changed))
            .exits(1);
    JsonNode said = conforming(result);
    assertThat(schema("diff").validate(said.get("differences"))).isEmpty();
    assertThat(said.at("/verdict").asString()).isEqualTo("diverged");
    assertThat(said.at("/divergence/kind").asString()).isEqualTo("other-content");
    assertThat(said.at("/differences/verdict").asString()).isEqualTo("different");
    assertThat(said.at("/differences/changed").asInt()).isEqualTo(2);
    assertThat(said.at("/differences/right").asString()).isEqualTo("the run");
  }

  @Test
  void the_same_program_has_no_differences() throws IOException {
    record(KITCHEN);
    Session.Result result =
        rondo("replay", trace.toString(), "--lenient", "--run", program(KITCHEN)).exits(0);
    assertThat(result.out())
        .startsWith("same: " + trace + ", 28 events")
        .doesNotContain("identical");
  }

  @Test
  void of_a_recording_without_an_event_nothing_can_be_said() throws IOException {
    record(KITCHEN);
    Files.writeString(trace, Files.readAllLines(trace).getFirst() + "\n");
    assertThat(rondo("replay", trace.toString(), "--run", program(KITCHEN)).exits(3).err())
        .contains(trace + ": none of it could be followed: ");
    assertThat(replayed(KITCHEN, 3).get("verdict").asString()).isEqualTo("unknown");
  }

  @Test
  void of_a_recording_that_is_cut_off_the_part_before_is_followed() throws IOException {
    record(KITCHEN);
    List<String> lines = Files.readAllLines(trace);
    Files.write(trace, lines.subList(0, 12));
    Session.Result result = rondo("replay", trace.toString(), "--run", program(KITCHEN)).exits(0);
    assertThat(result.out()).startsWith("same: " + trace + ", 11 events");
    assertThat(result.err()).contains("the recording was followed as far as it goes: ");
  }

  // -- for programs -------------------------------------------------------------------------------

  private static Schema schema(String name) throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(Path.of("../docs/" + name + ".schema.json")));
  }

  private static JsonNode conforming(Session.Result result) throws IOException {
    JsonNode said = new JsonMapper().readTree(result.out());
    assertThat(schema("replay").validate(said)).as(result.out()).isEmpty();
    return said;
  }

  private JsonNode replayed(String source, int code) throws IOException {
    return conforming(
        rondo("replay", trace.toString(), "--json", "--run", program(source)).exits(code));
  }

  @Test
  void a_side_tells_its_place_in_the_source_and_what_led_there() throws IOException {
    record(KITCHEN);
    JsonNode divergence =
        replayed(KITCHEN.replace("await(sleep", "\n    await(sleep").replace("2)", "0)"), 1)
            .get("divergence");
    assertThat(divergence.get("kind").asString()).isEqualTo("extra");
    for (String side : List.of("expected", "actual")) {
      assertThat(divergence.at("/" + side + "/task").asString()).isEqualTo("tea");
      assertThat(divergence.at("/" + side + "/at").asString()).isEqualTo("Program.java:5");
      assertThat(divergence.at("/" + side + "/root").asString()).isEqualTo("program");
      JsonNode chain = divergence.at("/" + side + "/chain");
      assertThat(chain.get(0).get("event")).isEqualTo(divergence.at("/" + side + "/event"));
      assertThat(chain.get(1).get("text").asString()).isEqualTo("tea gets control");
    }
    assertThat(divergence.at("/actual/text").asString()).isEqualTo("tea yields");
  }

  @Test
  void the_answer_obeys_the_schema_whatever_it_is() throws IOException {
    record(KITCHEN);
    assertThat(replayed(KITCHEN, 0).get("verdict").asString()).isEqualTo("same");
    JsonNode more =
        replayed(
            KITCHEN.replace("void main() {", "void main() { again(); again();")
                + "void again() { run(async(() -> {})); }",
            1);
    assertThat(more.at("/divergence/actual/event/ev").asString()).isEqualTo("task");
    JsonNode less = replayed(KITCHEN.replace("await(tea);", ""), 1);
    assertThat(less.at("/divergence/kind").asString()).isEqualTo("ended-early");
    assertThat(schema("replay").validate(new JsonMapper().readTree("{\"verdict\":\"same\"}")))
        .isNotEmpty();
  }

  // -- exit codes ---------------------------------------------------------------------------------

  @Test
  void nought_is_the_same_and_one_another() throws IOException {
    record(KITCHEN);
    rondo("replay", trace.toString(), "--run", program(KITCHEN)).exits(0);
    rondo("replay", trace.toString(), "--run", program(KITCHEN.replace("brewed", "made"))).exits(1);
    String free = program(KITCHEN.replace("brewed", "made"));
    rondo("replay", trace.toString(), "--then", "fifo", "--run", free).exits(1);
  }

  @Test
  void a_difference_that_hangs_on_what_is_not_captured_says_so() throws IOException {
    String clock = KITCHEN.replace("\"pieces\", 1", "\"time\", System.nanoTime()");
    record(clock);
    Session.Result result = rondo("replay", trace.toString(), "--run", program(clock)).exits(1);
    assertThat(result.out().replaceAll("\\s+", " "))
        .contains(
            "uncaptured: a value that was not recorded may differ: a clock, chance, a file, the"
                + " environment");
  }

  @Test
  void two_is_a_wrong_command_line() throws IOException {
    record(KITCHEN);
    assertThat(rondo("replay", trace.toString(), "--run").exits(2).err()).contains("--run");
    Path flight = folder.resolve("flight.jsonl");
    Files.writeString(
        flight,
        "{\"ev\":\"trace\",\"version\":1,\"program\":\"p\",\"clock\":\"virtual\",\"flight\":true}\n");
    assertThat(rondo("replay", flight.toString(), "--run", program(KITCHEN)).exits(2).err())
        .contains("is what a flight recorder kept");
    assertThat(rondo("replay", "-", "--run", program(KITCHEN)).exits(2).err())
        .contains("standard input is the program's");
    assertThat(rondo("replay", "/dev/null", "--run", program(KITCHEN)).exits(2).err())
        .contains("/dev/null can be read once only");
  }

  @Test
  void the_recording_is_never_overwritten() throws IOException {
    record(KITCHEN);
    byte[] before = Files.readAllBytes(trace);
    Path link = Files.createSymbolicLink(folder.resolve("link.jsonl"), trace);
    for (Path same : List.of(trace, link)) {
      Session.Result result =
          rondo("replay", trace.toString(), "-o", same.toString(), "--run", program(KITCHEN));
      assertThat(result.exits(2).err())
          .isEqualTo("rondo: can't write " + same + ": it is the recording\n");
    }
    assertThat(trace).hasBinaryContent(before);
  }

  @Test
  void three_is_a_recording_that_cannot_be_read_or_a_program_without_a_loop() throws IOException {
    String program = program(KITCHEN);
    assertThat(rondo("replay", folder + "/none.jsonl", "--run", program).exits(3).err())
        .contains("none.jsonl");
    record(KITCHEN);
    assertThat(rondo("replay", trace.toString(), "--run", program("void main() {}")).exits(3).err())
        .contains("nothing was replayed: the program made no event loop");
  }

  // -- under other circumstances ------------------------------------------------------------------

  @Test
  void what_is_other_from_the_start_is_named_before_the_run() throws IOException {
    record(KITCHEN, "--engine", "virtual-thread", "--filter", "hide=tea");
    String other = Files.writeString(folder.resolve("Other.java"), KITCHEN).toString();
    Session.Result result =
        rondo(
                "replay",
                trace.toString(),
                "--json",
                "--engine",
                "continuation",
                "--run",
                "-Drondo.policy=random",
                other)
            .exits(1);
    assertThat(result.err())
        .contains(
            trace + ": it was recorded of program Program, and this is Other: they may part",
            trace + ": it was recorded on engine virtual-thread, and this is continuation: the",
            trace + ": a filter was asked when it was recorded, and there is none now",
            "-Drondo.policy=random is not taken: the recording has fifo");
    JsonNode notes = conforming(result).get("notes");
    assertThat(notes.size()).isEqualTo(3);
  }

  @Test
  void engine_and_filter_are_those_of_the_recording() throws IOException {
    record(KITCHEN, "--detail", "schedule", "--engine", "virtual-thread", "--filter", "hide=tea");
    Path copy = folder.resolve("copy.jsonl");
    Session.Result result =
        rondo(
                "replay",
                trace.toString(),
                "-o",
                copy.toString(),
                "--filter",
                "hide=tea",
                "--run",
                program(KITCHEN))
            .exits(0);
    assertThat(result.err()).isEmpty();
    List<String> recorded = Files.readAllLines(trace);
    List<String> again = Files.readAllLines(copy);
    assertThat(again.subList(1, again.size())).isEqualTo(recorded.subList(1, recorded.size()));
    assertThat(again.getFirst())
        .contains("\"engine\":\"virtual-thread\",\"detail\":\"schedule\",\"filtered\":true");
  }

  // -- what the command line may say --------------------------------------------------------------

  @Test
  void what_does_not_fit_together_is_refused() {
    String run = program().toString();
    assertThat(rondo("replay", "a.jsonl", "--lenient").exits(2).err())
        .contains("--lenient goes with --run");
    assertThat(rondo("replay", "a.jsonl", "--then", "fifo").exits(2).err())
        .contains("--then goes with --run");
    assertThat(rondo("replay", "a.jsonl", "--filter", "no=rule", "--run", run).exits(2).err())
        .contains("'no=rule'");
    assertThat(
            rondo("replay", "a.jsonl", "--lenient", "--then", "stop", "--run", run).exits(2).err())
        .contains("choose one");
  }

  private Path program() {
    return folder.resolve("Program.java");
  }
}
