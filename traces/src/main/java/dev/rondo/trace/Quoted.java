package dev.rondo.trace;

/**
 * Foreign text made fit for a message of one line: nothing that moves the cursor, and not too much.
 */
final class Quoted {

  /** So many characters are shown of it, or a few more where the last one has no sign. */
  static final int LIMIT = 60;

  private Quoted() {}

  static String text(String text) {
    return '"' + oneLine(text) + '"';
  }

  static String oneLine(String text) {
    var result = new StringBuilder();
    int i = 0;
    for (; i < text.length() && result.length() < LIMIT; i++) {
      char c = text.charAt(i);
      boolean whole = !Character.isSurrogate(c) || isPaired(text, i);
      result.append(whole && isShown(c) ? String.valueOf(c) : String.format("\\u%04x", (int) c));
    }
    return result.append(i < text.length() ? "…" : "").toString();
  }

  /** Not what is unseen: controls, separators of lines, byte order marks, turns of direction. */
  private static boolean isShown(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  static boolean hasLoneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i)) && !isPaired(text, i)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the char at {@code i} is one half of a surrogate pair. */
  private static boolean isPaired(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c) && i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
  }
}
