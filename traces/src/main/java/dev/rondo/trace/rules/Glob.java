package dev.rondo.trace.rules;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Names that are meant: any of some texts, in which {@code *} stands for any characters and {@code
 * ?} for one.
 */
final class Glob {
  static final Glob ANY = of("*");

  private final List<String> texts;
  private final List<Pattern> patterns;

  Glob(List<String> texts) {
    this.texts = List.copyOf(texts);
    patterns = this.texts.stream().map(Glob::pattern).toList();
  }

  static Glob of(String... texts) {
    return new Glob(List.of(texts));
  }

  private static Pattern pattern(String text) {
    String regex =
        text.chars()
            .mapToObj(c ->
                switch (c) {
                  case '*' -> ".*";
                  case '?' -> ".";
                  default -> Pattern.quote(String.valueOf((char) c));
                })
            .collect(Collectors.joining());
    return Pattern.compile(regex, Pattern.DOTALL);
  }

  /** Whether the name is one of them; no name is none. */
  boolean matches(@Nullable String name) {
    if (name != null) {
      for (Pattern pattern : patterns) {
        if (pattern.matcher(name).matches()) {
          return true;
        }
      }
    }
    return false;
  }

  /** The texts without wildcards: names that somebody may have mistyped. */
  List<String> exact() {
    return texts.stream().filter(text -> text.indexOf('*') < 0 && text.indexOf('?') < 0).toList();
  }

  @Override
  public String toString() {
    return String.join(" or ", texts);
  }
}
