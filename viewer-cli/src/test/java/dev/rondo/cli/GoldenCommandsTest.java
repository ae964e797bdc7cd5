package dev.rondo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rondo golden check} and {@code rondo golden accept}. */
class GoldenCommandsTest {
  private static final Path BREAKFAST = Path.of("..", "traces", "golden", "Breakfast.jsonl");
  private static final Path OVERVIEW = Path.of("..", "traces", "golden", "Overview.jsonl");

  @TempDir Path folder;
  @TempDir Path state;

  @BeforeEach
  void oneThatIsKept() throws IOException {
    Files.createDirectories(folder.resolve("deep"));
    put(BREAKFAST, "deep/a.jsonl");
  }

  private void put(Path trace, String name) throws IOException {
    Files.copy(trace, folder.resolve(name));
  }

  private Session.Result run(String... args) {
    return Session.in(state).run(args);
  }

  private Session.Result check(String... more) {
    String[] args = {"golden", "check", folder.toString(), more.length == 0 ? "" : more[0]};
    return more.length == 0 ? run("golden", "check", folder.toString()) : run(args);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void without_a_new_one_the_golden_trace_itself_is_checked() {
    assertThat(check().exits(0).out())
        .isEqualTo(path("deep/a.jsonl") + "  nothing new\n1 golden trace: fine\n");
  }

  @Test
  void a_new_one_that_tells_the_same_is_fine() throws IOException {
    put(BREAKFAST, "deep/a.new.jsonl");
    assertThat(check().exits(0).out()).startsWith(path("deep/a.jsonl") + "  identical\n");
  }

  @Test
  void one_that_tells_another_story_is_a_finding() throws IOException {
    put(OVERVIEW, "deep/a.new.jsonl");
    put(OVERVIEW, "first.new.jsonl");
    assertThat(check().exits(1).out())
        .contains(path("deep/a.jsonl") + "  different: ")
        .contains("not accepted: there is only a new one")
        .endsWith("2 golden traces: 2 to look at\n");
    assertThat(check("--json").exits(1).out())
        .contains("\"level\":\"causal\",\"code\":1")
        .contains("\"verdict\":\"different\"", "\"verdict\":\"not accepted\"");
  }

  @Test
  void what_is_no_whole_correct_trace_is_told() throws IOException {
    String text = Files.readString(BREAKFAST);
    Files.writeString(folder.resolve("cut.jsonl"), text.substring(0, text.length() / 2));
    Files.writeString(folder.resolve("no.jsonl"), "no trace\n");
    assertThat(check().exits(3).out())
        .contains(path("cut.jsonl") + "     incomplete")
        .contains(path("no.jsonl") + "      unreadable: ");
  }

  @Test
  void accepting_replaces_what_is_kept() throws IOException {
    put(OVERVIEW, "deep/a.new.jsonl");
    put(OVERVIEW, "first.new.jsonl");
    Session.Result accepted = run("golden", "accept", folder.toString()).exits(0);
    assertThat(accepted.out())
        .isEqualTo(
            "accepted "
                + path("deep/a.jsonl")
                + "\naccepted, the first: "
                + path("first.jsonl")
                + "\n");
    assertThat(folder.resolve("deep/a.jsonl")).hasSameTextualContentAs(OVERVIEW);
    assertThat(folder.resolve("deep/a.new.jsonl")).doesNotExist();
    check().exits(0);
    assertThat(run("golden", "accept", folder.toString()).exits(0).err())
        .contains("there is no new trace to accept");
  }

  @Test
  void one_alone_can_be_accepted() throws IOException {
    put(OVERVIEW, "deep/a.new.jsonl");
    put(OVERVIEW, "first.new.jsonl");
    run("golden", "accept", path("deep/a.new.jsonl")).exits(0);
    assertThat(folder.resolve("first.new.jsonl")).exists();
    assertThat(folder.resolve("deep/a.jsonl")).hasSameTextualContentAs(OVERVIEW);
  }

  @Test
  void what_is_no_whole_trace_is_not_accepted() throws IOException {
    String text = Files.readString(OVERVIEW);
    Files.writeString(folder.resolve("deep/a.new.jsonl"), text.substring(0, text.length() / 2));
    assertThat(run("golden", "accept", folder.toString()).exits(3).err()).contains("is cut off");
    assertThat(folder.resolve("deep/a.jsonl")).hasSameTextualContentAs(BREAKFAST);
    assertThat(folder.resolve("deep/a.new.jsonl")).exists();
  }

  @Test
  void a_place_without_traces_cannot_be_read() {
    assertThat(run("golden", "check", path("nowhere")).exits(3).err()).contains("nowhere");
    assertThat(run("golden", "check", state.toString()).exits(3).err()).contains("no traces there");
    run("golden", "check").exits(2);
    run("golden").exits(2);
  }
}
