package dev.rondo.cli;

import dev.rondo.trace.diff.Comparison;
import dev.rondo.trace.diff.DiffText;
import dev.rondo.trace.diff.DiffText.Tone;
import dev.rondo.trace.diff.Timing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the comparison of two traces looks: fit for a terminal of 80 columns. */
final class DiffView {
  private final Console console;
  private final String left;
  private final String right;
  private final Comparison result;
  private final Paragraphs out;

  /** A view of what the comparison of the traces of these names gave. */
  DiffView(Console console, String left, String right, Comparison result) {
    this.console = console;
    this.left = left;
    this.right = right;
    this.result = result;
    out = new Paragraphs(console);
  }

  /** Prints the verdict and, where there are any, the first difference and the others. */
  void print() {
    DiffText.tell(left, right, result, this::line);
    timing();
  }

  /** Prints the verdict and all differences, without telling the first at length. */
  void printAll() {
    DiffText.tellAll(left, right, result, this::line);
  }

  private void line(String indent, Tone tone, String word, String text) {
    if (word.isEmpty() && text.isEmpty()) {
      out.blank();
    } else {
      out.line(indent, colour(tone), word, text);
    }
  }

  private static @Nullable Colour colour(Tone tone) {
    return switch (tone) {
      case PLAIN -> null;
      case GOOD, RIGHT -> Colour.DONE;
      case BAD, LEFT -> Colour.FAILED;
      case STRONG -> Colour.STRONG;
      case FAINT -> Colour.FAINT;
    };
  }

  private void timing() {
    if (result.timing().isEmpty()) {
      return;
    }
    out.blank();
    Table table =
        new Table(
            console,
            "",
            List.of("run", "", "ready", "", "suspended", "", "task"),
            java.util.Set.of("run", "", "ready", "suspended"));
    result.timing().forEach(timing -> row(table, timing));
    table.print();
  }

  private static void row(Table table, Timing timing) {
    table.row(
        Table.Cell.of(time(timing.left().run())),
        Table.Cell.of(time(timing.right().run())),
        Table.Cell.of(time(timing.left().ready())),
        Table.Cell.of(time(timing.right().ready())),
        Table.Cell.of(time(timing.left().suspended())),
        Table.Cell.of(time(timing.right().suspended())),
        Table.Cell.of(timing.path()));
  }

  private static String time(long nanos) {
    return dev.rondo.trace.model.Narration.duration(nanos);
  }
}
