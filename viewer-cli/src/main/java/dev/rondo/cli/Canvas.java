package dev.rondo.cli;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows of coloured characters, to draw on and then print. */
final class Canvas {
  private final char[][] cells;
  private final @Nullable Colour[][] colours;

  private final Set<Character> drawn = new HashSet<>();

  Canvas(int rows, int columns) {
    cells = new char[rows][columns];
    colours = new Colour[rows][columns];
    for (char[] row : cells) {
      Arrays.fill(row, ' ');
    }
  }

  int columns() {
    return cells.length == 0 ? 0 : cells[0].length;
  }

  char at(int row, int column) {
    return cells[row][column];
  }

  /** Draws a glyph; beyond the right edge, nothing. */
  void put(int row, int column, char glyph, Colour colour) {
    drawn.add(glyph);
    set(row, column, glyph, colour);
  }

  private void set(int row, int column, char glyph, Colour colour) {
    if (column >= 0 && column < cells[row].length) {
      cells[row][column] = glyph;
      colours[row][column] = colour;
    }
  }

  /** The glyphs that were drawn, without the letters of texts. */
  Set<Character> drawn() {
    return drawn;
  }

  /** Draws the same glyph from a column to another, that one excluded. */
  void fill(int row, int from, int to, char glyph, Colour colour) {
    for (int column = from; column < to; column++) {
      put(row, column, glyph, colour);
    }
  }

  /** Writes a text that has one cell for each character. */
  void write(int row, int column, String text, Colour colour) {
    for (int i = 0; i < text.length(); i++) {
      set(row, column + i, text.charAt(i), colour);
    }
  }

  /** Whether a row has one of the characters. */
  boolean has(int row, String glyphs) {
    for (char cell : cells[row]) {
      if (glyphs.indexOf(cell) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** A row as it is printed, in colour where the console's output is. */
  String row(int row, Console console) {
    StringBuilder line = new StringBuilder();
    int end = cells[row].length;
    while (end > 0 && cells[row][end - 1] == ' ') {
      end--;
    }
    for (int from = 0; from < end; ) {
      int to = from + 1;
      while (to < end && colours[row][to] == colours[row][from]) {
        to++;
      }
      String text = new String(cells[row], from, to - from);
      Colour colour = colours[row][from];
      line.append(colour == null ? text : colour.on(console, text));
      from = to;
    }
    return line.toString();
  }
}
