package dev.rondo.trace.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.trace.TraceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each folder in {@code pairs} holds two traces, and beside them their story in one line and what
 * the comparison says; {@code -Drondo.rewrite=true} writes down what it says now.
 */
class PairsTest {

  static List<Path> pairs() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("pairs"))) {
      return folders.filter(Files::isDirectory).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void exactlyThisIsSaid(Path pair) throws IOException {
    Path expected = pair.resolve("expected.txt");
    String story = Files.readString(expected).lines().findFirst().orElse("");
    String said = story + "\n" + text(compare(pair, "left", "right"));
    if (Boolean.getBoolean("rondo.rewrite")) {
      Files.writeString(expected, said);
    }
    assertThat(story).startsWith("# ");
    assertThat(said).isEqualTo(Files.readString(expected));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void theOtherWayRoundItSaysTheSame(Path pair) {
    Comparison there = compare(pair, "left", "right");
    Comparison back = compare(pair, "right", "left");
    assertThat(back.verdict()).isEqualTo(there.verdict());
    assertThat(back.compared()).isEqualTo(there.compared());
    assertThat(back.changed()).isEqualTo(there.changed());
    assertThat(back.leftOnly()).isEqualTo(there.rightOnly());
    assertThat(back.rightOnly()).isEqualTo(there.leftOnly());
    if (there.first() != null) {
      assertThat(back.first().left()).isEqualTo(there.first().right());
      assertThat(back.first().right()).isEqualTo(there.first().left());
    }
  }

  private static Comparison compare(Path pair, String left, String right) {
    try (TraceReader l = TraceReader.open(pair.resolve(left + ".jsonl"));
        TraceReader r = TraceReader.open(pair.resolve(right + ".jsonl"))) {
      return TraceDiff.compare(l, r);
    }
  }

  private static String text(Comparison c) {
    StringBuilder text = new StringBuilder();
    text.append(c.verdict().text()).append(c.reason() == null ? "" : ": " + c.reason());
    text.append(c.incomplete() ? " (incomplete)\n" : "\n")
        .append(c.compared())
        .append(" the same\n");
    if (c.first() != null) {
      first(text, c.first());
    }
    c.changes().forEach(change -> line(text, "change", told(change)));
    c.leftOnly().forEach(task -> line(text, "only left", task.toString()));
    c.rightOnly().forEach(task -> line(text, "only right", task.toString()));
    c.notes().forEach(note -> line(text, "note", note));
    return text.toString();
  }

  private static void first(StringBuilder text, Difference first) {
    first
        .before()
        .forEach(step ->
            line(text, "both", step.leftSeq() + "/" + step.rightSeq() + " " + step.sentence()));
    String input = first.input() == null ? "" : " " + first.input().text();
    line(text, "first", first.summary());
    line(text, "in", first.aspect() + ", from " + first.origin().text() + input);
    side(text, "left", first.left());
    side(text, "right", first.right());
  }

  private static String told(Change c) {
    return "%s %d/%d %s (%s): %s | %s"
        .formatted(
            c.kind().text(), c.leftSeq(), c.rightSeq(), c.who(), c.aspect(), c.left(), c.right());
  }

  private static void side(StringBuilder text, String name, Difference.Side side) {
    line(text, name, side.seq() + ", line " + side.line() + ": " + side.sentence());
    side.step().forEach(deed -> line(text, "  does", deed.seq() + " " + deed.sentence()));
    side.chain().forEach(link -> line(text, link.common() ? "  both" : "  for", link.sentence()));
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(name).append(": ").append(value).append('\n');
  }
}
