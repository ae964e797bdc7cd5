package dev.rondo.cli;

import dev.rondo.cli.Lane.State;

/**
 * The characters that timelines are drawn with.
 *
 * @param held a creator while its eager child runs
 * @param bars a share of time, from little to all
 */
record Glyphs(
    char running,
    char held,
    char ready,
    char paused,
    char returned,
    char raised,
    char cancelled,
    char vertical,
    char crossing,
    char fromDown,
    char fromUp,
    char fromBoth,
    char toUp,
    char toDown,
    char toBoth,
    String bars) {

  private static final Glyphs UNICODE =
      new Glyphs(
          '█', '▒', '░', '─', '✓', '✗', '⊘', '│', '┼', '╮', '╯', '┤', '╰', '╭', '├', " ▁▂▃▄▅▆▇█");

  private static final Glyphs ASCII =
      new Glyphs(
          '#', '=', '.', '-', '*', '!', '~', '|', '|', '+', '+', '+', '+', '+', '+', " .:-=+*#");

  static Glyphs of(boolean unicode) {
    return unicode ? UNICODE : ASCII;
  }

  char of(State state) {
    return switch (state) {
      case NONE -> ' ';
      case PAUSED -> paused;
      case READY -> ready;
      case RUNNING -> running;
      case RETURNED -> returned;
      case RAISED -> raised;
      case CANCELLED -> cancelled;
    };
  }

  /** What lines begin and end with. */
  String wires() {
    return new String(new char[] {fromDown, fromUp, fromBoth, toUp, toDown, toBoth});
  }

  /** The sign of an entry that no step put in the queue; 0 for the others. */
  static char input(String why) {
    return switch (why) {
      case "timer" -> 't';
      case "io" -> 'i';
      case "thread" -> 'x';
      default -> 0;
    };
  }
}
