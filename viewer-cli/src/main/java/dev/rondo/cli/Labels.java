package dev.rondo.cli;

import dev.rondo.cli.Lane.Change;
import dev.rondo.cli.Lane.State;

/** Writes words into a row of a timeline, where nothing else is. */
final class Labels {
  private final Canvas canvas;
  private final int row;
  private final char line;
  private Change pause = Change.NONE;
  private int from;
  private int to;

  /** For that row; {@code line} is what a pause is drawn with. */
  Labels(Canvas canvas, int row, char line) {
    this.canvas = canvas;
    this.row = row;
    this.line = line;
  }

  /** The cells from one to another show {@code change}; to be told of all, from left to right. */
  void paused(int from, int to, Change change) {
    if (change != pause) {
      end();
      pause = change;
      this.from = from;
    }
    this.to = to;
  }

  /** No more cells follow. */
  void end() {
    if (pause.state() == State.PAUSED && !pause.what().isEmpty()) {
      String text = Plain.text(pause.what());
      int wide = free(from, to, line, text.length() + 4);
      int place = wide >= 0 ? wide + 1 : free(from, to, line, text.length() + 2);
      if (place >= 0 && Plain.width(text) == text.length()) {
        canvas.write(row, place, " " + text + " ", Colour.FAINT);
      }
    }
    pause = Change.NONE;
  }

  /** Writes a name right of what it belongs to, if there is room. */
  void name(int at, String text) {
    if (at < canvas.columns()
        && Plain.width(text) == text.length()
        && free(at, at + text.length() + 1, ' ', text.length() + 1) == at) {
      canvas.write(row, at, text, Colour.FAINT);
    }
  }

  /** Where so many cells side by side show nothing but {@code glyph}; -1 where there are none. */
  private int free(int from, int to, char glyph, int cells) {
    int begin = from;
    for (int x = from; x < Math.min(to, canvas.columns()); x++) {
      if (canvas.at(row, x) != glyph) {
        begin = x + 1;
      } else if (x - begin + 1 == cells) {
        return begin;
      }
    }
    return -1;
  }
}
