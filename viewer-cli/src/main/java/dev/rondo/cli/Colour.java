package dev.rondo.cli;

/** What colours mean, the same in every command. Terminals choose the shades. */
enum Colour {
  RUNNING("32"),
  READY("33"),
  PAUSED("2"),
  DONE("36"),
  FAILED("31"),
  WAKE("35"),
  FAINT("2"),
  STRONG("1");

  private final String code;

  Colour(String code) {
    this.code = code;
  }

  /** The text in this colour where the console's output is coloured, else as it is. */
  String on(Console console, String text) {
    return console.ansi().enabled() && !text.isBlank() ? paint(text) : text;
  }

  /** The text in this colour. */
  String paint(String text) {
    return "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
