package dev.rondo.dump;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes JSON (RFC 8259), in ASCII wherever a character might not survive. */
final class JsonText {
  private final StringBuilder out = new StringBuilder();

  /** An object, whose members {@code body} writes with {@link #key} and a value each. */
  JsonText object(Runnable body) {
    return enclosed('{', '}', body);
  }

  /** An array of {@code items}, each written by {@code item}. */
  <T> JsonText array(Iterable<T> items, Consumer<T> item) {
    return enclosed(
        '[',
        ']',
        () -> {
          for (T each : items) {
            separate();
            item.accept(each);
          }
        });
  }

  private JsonText enclosed(char open, char close, Runnable body) {
    out.append(open);
    body.run();
    out.append(close);
    return this;
  }

  /** Begins the next member of an object. */
  JsonText key(String name) {
    separate();
    string(name);
    out.append(':');
    return this;
  }

  private void separate() {
    char last = out.charAt(out.length() - 1);
    if (last != '{' && last != '[') {
      out.append(',');
    }
  }

  /** A number. */
  JsonText number(long value) {
    out.append(value);
    return this;
  }

  /** A boolean. */
  JsonText bool(boolean value) {
    out.append(value);
    return this;
  }

  /** A string; null is {@code null}. */
  JsonText string(@Nullable String text) {
    if (text == null) {
      out.append("null");
      return this;
    }
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      character(text, i);
    }
    out.append('"');
    return this;
  }

  private void character(String text, int i) {
    char c = text.charAt(i);
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (c < ' ' || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || isHalf(text, i)) {
          out.append("\\u").append(java.util.HexFormat.of().toHexDigits(c));
        } else {
          out.append(c);
        }
      }
    }
  }

  /** Whether half a surrogate pair stands there without the other: UTF-8 has no form for it. */
  private static boolean isHalf(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
