package dev.rondo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private void record(String source) throws IOException {
    rondo("run", "-q", "-o", trace.toString(), program(source)).exits(0);
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
            "the run parts from it",
            "\"pieces\":1",
            "\"pieces\":2",
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
    JsonNode said = new JsonMapper().readTree(result.out());
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
    assertThat(result.out()).contains("the run does the same").doesNotContain("identical");
  }

  @Test
  void what_does_not_fit_together_is_refused() {
    String run = program().toString();
    assertThat(rondo("replay", "a.jsonl", "--lenient").exits(2).err())
        .contains("--lenient goes with --run");
    assertThat(rondo("replay", "a.jsonl", "--then", "fifo").exits(2).err())
        .contains("--then goes with --run");
    assertThat(
            rondo("replay", "a.jsonl", "--lenient", "--then", "stop", "--run", run).exits(2).err())
        .contains("choose one");
  }

  private Path program() {
    return folder.resolve("Program.java");
  }
}
