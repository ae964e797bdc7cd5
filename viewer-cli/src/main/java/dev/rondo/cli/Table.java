package dev.rondo.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows of cells in aligned columns, two spaces apart. On a terminal a row is cut at its width; to a
 * file or pipe it is whole.
 */
final class Table {
  private static final String GAP = "  ";

  /** How wide a cell gets at most: names may be of any length. */
  private static final int WIDEST = 200;

  private final Console console;
  private final String indent;
  private final List<String> headings;
  private final List<List<Cell>> rows = new ArrayList<>();
  private final Set<String> right;

  /** A cell: its text, and its colour where it has one. */
  record Cell(String text, @Nullable Colour colour) {
    Cell {
      text = Plain.cut(Plain.text(text), WIDEST, "...");
    }

    static Cell of(Object text) {
      return new Cell(text.toString(), null);
    }
  }

  /**
   * An empty table.
   *
   * @param indent what every line begins with
   * @param right the headings of those columns whose cells stand at the right
   */
  Table(Console console, String indent, List<String> headings, Set<String> right) {
    this.console = console;
    this.indent = indent;
    this.headings = headings;
    this.right = right;
  }

  /** Adds a row, with a cell for each heading. */
  void row(Cell... cells) {
    rows.add(List.of(cells));
  }

  /** Prints the headings and the rows. */
  void print() {
    List<Cell> top = headings.stream().map(name -> new Cell(name, Colour.FAINT)).toList();
    int[] widths = widths(top);
    line(top, widths);
    rows.forEach(row -> line(row, widths));
  }

  private int[] widths(List<Cell> top) {
    int[] widths = new int[headings.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      widths[i] = Plain.width(top.get(i).text());
      rows.forEach(
          row -> widths[column] = Math.max(widths[column], Plain.width(row.get(column).text())));
    }
    return widths;
  }

  private void line(List<Cell> cells, int[] widths) {
    StringBuilder line = new StringBuilder(indent);
    int room = console.columns() == 0 ? Integer.MAX_VALUE : console.columns() - indent.length();
    for (int i = 0; i < cells.size() && room > 0; i++) {
      String text = Plain.cut(aligned(cells.get(i).text(), i, widths), room, console.more());
      Colour colour = cells.get(i).colour();
      line.append(colour == null ? text : colour.on(console, text));
      room -= Plain.width(text) + GAP.length();
      line.append(room > 0 && i < cells.size() - 1 ? GAP : "");
    }
    console.out().println(line.toString().stripTrailing());
  }

  private String aligned(String text, int column, int[] widths) {
    if (right.contains(headings.get(column))) {
      return " ".repeat(widths[column] - Plain.width(text)) + text;
    }
    return column == headings.size() - 1 ? text : Plain.pad(text, widths[column]);
  }
}
