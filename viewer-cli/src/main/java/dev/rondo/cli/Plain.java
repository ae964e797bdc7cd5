package dev.rondo.cli;

/**
 * Text out of a trace, made fit for a line of a terminal: whatever a program calls its tasks, what
 * is printed of it stands on one line and gives the terminal no orders.
 */
final class Plain {
  private Plain() {}

  /** The text with a visible stand-in for each control character. */
  static String text(String text) {
    return text.chars().noneMatch(Plain::unfit) ? text : cleaned(text);
  }

  private static String cleaned(String text) {
    StringBuilder clean = new StringBuilder(text.length() + 8);
    text.chars().forEach(c -> clean.append(unfit(c) ? escape(c) : String.valueOf((char) c)));
    return clean.toString();
  }

  /** Controls, line and paragraph separators, and what turns the direction of writing. */
  private static boolean unfit(int c) {
    return Character.isISOControl(c)
        || c == 0x2028
        || c == 0x2029
        || within(0x202A, c, 0x202E)
        || within(0x2066, c, 0x2069);
  }

  private static String escape(int c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> "\\u%04x".formatted(c);
    };
  }

  /** A number of things: {@code 1 task}, {@code 2,000 tasks}. */
  static String count(long n, String what) {
    return count(n, what, what + "s");
  }

  static String count(long n, String one, String many) {
    return "%,d %s".formatted(n, n == 1 ? one : many);
  }

  /** How many cells of a terminal the text takes. */
  static int width(String text) {
    return text.codePoints().map(Plain::cells).sum();
  }

  private static int cells(int c) {
    if (c < 0x300) {
      return 1;
    }
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> wide(c) ? 2 : 1;
    };
  }

  /** East Asian scripts and pictures. */
  private static boolean wide(int c) {
    return within(0x1100, c, 0x115F)
        || within(0x2E80, c, 0xA4CF)
        || within(0xAC00, c, 0xD7A3)
        || within(0xF900, c, 0xFAFF)
        || within(0xFE30, c, 0xFE6F)
        || within(0xFF00, c, 0xFF60)
        || within(0x1F300, c, 0x1FAFF)
        || within(0x20000, c, 0x3FFFD);
  }

  private static boolean within(int first, int c, int last) {
    return first <= c && c <= last;
  }

  /** The beginning of the text that fits in so many cells, with {@code more} where it was cut. */
  static String cut(String text, int cells, String more) {
    if (width(text) <= cells) {
      return text;
    }
    int room = Math.max(0, cells - width(more));
    int end = 0;
    int used = 0;
    while (end < text.length() && used + cells(text.codePointAt(end)) <= room) {
      used += cells(text.codePointAt(end));
      end += Character.charCount(text.codePointAt(end));
    }
    return text.substring(0, end) + more;
  }

  /** The text, filled up with spaces on its right. */
  static String pad(String text, int cells) {
    return text + " ".repeat(Math.max(0, cells - width(text)));
  }
}
