package dev.rondo.cli;

/** A line of a screen, put together from pieces and cut at the screen's width. */
final class Row {
  private final Console console;
  private final StringBuilder text = new StringBuilder();
  private int room;

  Row(Console console, int width) {
    this.console = console;
    room = width;
  }

  /** Adds a text as it is, but for what would give the terminal orders. */
  Row add(String piece) {
    text.append(fitting(piece));
    return this;
  }

  /** Adds a text in a colour. */
  Row add(Colour colour, String piece) {
    text.append(colour.on(console, fitting(piece)));
    return this;
  }

  /** Fills up with spaces to so many cells from the end. */
  Row fill(int left) {
    return add(" ".repeat(Math.max(0, room - left)));
  }

  private String fitting(String piece) {
    String fitting = Plain.cut(Plain.text(piece), room, console.more());
    room -= Plain.width(fitting);
    return room < 0 ? "" : fitting;
  }

  String text() {
    return text.toString();
  }
}
