package dev.rondo.cli;

import org.jspecify.annotations.Nullable;

/** Prints sentences that are broken between words where a line would be too wide. */
final class Paragraphs {
  private static final int USUAL = 80;
  private static final int LEAST = 20;

  private final Console console;
  private final int width;

  Paragraphs(Console console) {
    this.console = console;
    width = console.columns() == 0 ? USUAL : Math.max(console.columns(), 2 * LEAST);
  }

  void blank() {
    console.out().println();
  }

  /** A text behind an indent; what follows of it stands below its beginning. */
  void line(String indent, String text) {
    line(indent, null, text);
  }

  /** A coloured word and a text, behind an indent. */
  void line(String indent, @Nullable Colour colour, String word, String text) {
    String rest = text.isEmpty() ? "" : " " + text;
    print(indent, colour, Plain.text(word), Plain.text(rest));
  }

  /** A text behind an indent, in a colour where one is given. */
  void line(String indent, @Nullable Colour colour, String text) {
    print(indent, colour, Plain.text(text), "");
  }

  private void print(String indent, @Nullable Colour colour, String word, String rest) {
    String text = word + rest;
    String lead = indent;
    int coloured = word.length();
    while (!text.isEmpty()) {
      int end = end(text, width - Plain.width(lead));
      String part = text.substring(0, end);
      int mark = Math.min(coloured, part.length());
      String first = part.substring(0, mark);
      String shown = colour == null ? first : colour.on(console, first);
      console.out().println((lead + shown + part.substring(mark)).stripTrailing());
      int cut = text.length() - text.substring(end).stripLeading().length();
      coloured = Math.max(0, coloured - cut);
      text = text.substring(cut);
      lead = " ".repeat(Plain.width(indent) + (rest.isEmpty() ? 0 : 2));
    }
  }

  /** Where to break: at the last blank that fits, or else after that word. */
  private static int end(String text, int room) {
    if (Plain.width(text) <= Math.max(room, LEAST)) {
      return text.length();
    }
    int blank = text.lastIndexOf(' ', Math.max(room, LEAST));
    int end = blank > 0 ? blank : text.indexOf(' ');
    return end < 0 ? text.length() : end;
  }
}
