package dev.rondo.cli.otlp;

/** Texts from anywhere, as receivers like them: not too long, and without control characters. */
final class Texts {
  private Texts() {}

  /** Of a span or event. */
  static String name(String text) {
    return text.isEmpty() ? "?" : clean(cut(text, SpanOptions.NAME));
  }

  /** Of an attribute; how long it may be, {@link Limits} say. */
  static String value(String text) {
    return clean(text);
  }

  /** Of a status. */
  static String message(String text) {
    return clean(cut(text, SpanOptions.MESSAGE));
  }

  /** At most so many UTF-16 units; an ellipsis says that there were more. */
  static String cut(String text, int limit) {
    if (text.length() <= limit) {
      return text;
    }
    return limit == 0 ? "" : text.substring(0, end(text, limit - 1)) + "…";
  }

  /** Not in the middle of a surrogate pair. */
  private static int end(String text, int limit) {
    return limit > 0 && Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
  }

  private static String clean(String text) {
    return text.chars().noneMatch(Texts::unfit) ? text : replaced(text);
  }

  private static boolean unfit(int unit) {
    return Character.isISOControl(unit) && unit != '\n' && unit != '\t';
  }

  private static String replaced(String text) {
    StringBuilder fit = new StringBuilder(text);
    for (int i = 0; i < fit.length(); i++) {
      if (unfit(fit.charAt(i))) {
        fit.setCharAt(i, '\uFFFD');
      }
    }
    return fit.toString();
  }
}
