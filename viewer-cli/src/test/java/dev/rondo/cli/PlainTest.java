package dev.rondo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.trace.Similar;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Texts out of traces, and guesses at what was mistyped. */
class PlainTest {

  @Test
  void what_commands_a_terminal_is_made_visible() {
    assertThat(Plain.text("a\tb\nc\u001b[31md\u0007\u202e"))
        .isEqualTo("a\\tb\\nc\\u001b[31md\\u0007\\u202e");
    assertThat(Plain.text("日本 é")).isEqualTo("日本 é");
  }

  @Test
  void width_is_counted_in_cells() {
    assertThat(Plain.width("abc")).isEqualTo(3);
    assertThat(Plain.width("日本")).isEqualTo(4);
    assertThat(Plain.width("e\u0301")).isEqualTo(1);
    assertThat(Plain.width("\uD83D\uDE00")).isEqualTo(2);
  }

  @Test
  void a_cut_text_fits() {
    assertThat(Plain.cut("abcdef", 6, "…")).isEqualTo("abcdef");
    assertThat(Plain.cut("abcdef", 4, "…")).isEqualTo("abc…");
    assertThat(Plain.cut("日本語", 4, "…")).isEqualTo("日…");
    assertThat(Plain.cut("abcdef", 1, "...")).isEqualTo("...");
  }

  @Test
  void counts_are_in_words() {
    assertThat(Plain.count(1, "task")).isEqualTo("1 task");
    assertThat(Plain.count(2_000, "entry", "entries")).isEqualTo("2,000 entries");
  }

  @Test
  void similar_names_are_guessed_the_likeliest_first() {
    List<String> names = List.of("worker-1", "worker-2", "writer", "main", "Main");
    assertThat(Similar.to("wroker-1", names)).startsWith("worker-1");
    assertThat(Similar.to("work", names)).containsExactly("worker-1", "worker-2");
    assertThat(Similar.to("mian", names)).containsExactly("main", "Main");
    assertThat(Similar.to("zzz", names)).isEmpty();
  }
}
