package dev.rondo.cli.otlp;

/** Texts from anywhere, as receivers like them: not too long, and without control characters. */
final class Texts {
  private Texts() {}

  static String name(String text) {
    return text.isEmpty() ? "?" : clean(text, SpanOptions.NAME);
  }

  static String value(String text) {
    return clean(text, SpanOptions.TEXT);
  }

  private static String clean(String text, int limit) {
    String cut = text.length() <= limit ? text : text.substring(0, end(text, limit - 1)) + "…";
    return cut.chars().noneMatch(Texts::unfit) ? cut : replaced(cut);
  }

  /** Not in the middle of a surrogate pair. */
  private static int end(String text, int limit) {
    return Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
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
