package dev.rondo.recorder;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The filters that come ready made, and the rules that name them. */
final class Filters {
  private static final String RULES =
      "errors=type|text, attributes=all|none|NAME,NAME*, hide=REGEX, hash=REGEX";

  static final Filter NONE = new Filter() {};

  static final Filter WITHOUT_MESSAGES =
      new Filter() {
        @Override
        public @Nullable String message(String message) {
          return null;
        }
      };

  private Filters() {}

  static Filter chain(Filter first, Filter second) {
    if (first == NONE || second == NONE) {
      return first == NONE ? second : first;
    }
    return new Filter() {
      @Override
      public String name(String name) {
        return second.name(first.name(name));
      }

      @Override
      public @Nullable Object attribute(String key, @Nullable Object value) {
        Object passed = first.attribute(key, value);
        return passed == null ? null : second.attribute(key, passed);
      }

      @Override
      public @Nullable String message(String message) {
        String passed = first.message(message);
        return passed == null ? null : second.message(passed);
      }
    };
  }

  static Filter onlyAttributes(String... globs) {
    List<Pattern> allowed = Arrays.stream(globs).map(Filters::pattern).toList();
    return new Filter() {
      @Override
      public @Nullable Object attribute(String key, @Nullable Object value) {
        return allowed.stream().anyMatch(name -> name.matcher(key).matches()) ? value : null;
      }
    };
  }

  private static Pattern pattern(String glob) {
    return Pattern.compile(
        Arrays.stream(glob.strip().split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*")));
  }

  /** Replaces what is found, in any text, and in numbers too. */
  static Filter replacing(Pattern pattern, UnaryOperator<String> replacement) {
    return new Filter() {
      @Override
      public String name(String name) {
        Matcher found = pattern.matcher(name);
        return found.find()
            ? found.replaceAll(m -> Matcher.quoteReplacement(replacement.apply(m.group())))
            : name;
      }

      @Override
      public @Nullable Object attribute(String key, @Nullable Object value) {
        return switch (value) {
          case null -> null;
          case Boolean truth -> truth;
          case List<?> list -> list.stream().map(element -> attribute(key, element)).toList();
          case Map<?, ?> map -> members(map);
          default -> text(value);
        };
      }

      private Map<String, @Nullable Object> members(Map<?, ?> map) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        map.forEach((k, v) -> members.put(name((String) k), attribute((String) k, v)));
        return members;
      }

      private Object text(Object value) {
        String text = String.valueOf(value);
        String replaced = name(text);
        return replaced.equals(text) ? value : replaced;
      }

      @Override
      public @Nullable String message(String message) {
        return name(message);
      }
    };
  }

  // -- rules --------------------------------------------------------------------------------------

  static Filter of(String rules) {
    Filter filter = NONE;
    for (String rule : rules.split(";", -1)) {
      if (!rule.isBlank()) {
        filter = filter.then(rule(rule.strip()));
      }
    }
    return filter;
  }

  private static Filter rule(String rule) {
    String value = rule.substring(rule.indexOf('=') + 1);
    Filter filter =
        switch (rule.substring(0, rule.length() - value.length())) {
          case "errors=" -> errors(value);
          case "attributes=" -> attributes(value);
          case "hide=" -> value.isEmpty() ? null : Filter.hiding(regex(rule, value));
          case "hash=" -> value.isEmpty() ? null : Filter.hashing(regex(rule, value));
          default -> null;
        };
    if (filter == null) {
      throw new IllegalArgumentException("the filter rule '" + rule + "' is none of " + RULES);
    }
    return filter;
  }

  private static @Nullable Filter errors(String which) {
    return switch (which) {
      case "type" -> WITHOUT_MESSAGES;
      case "text" -> NONE;
      default -> null;
    };
  }

  private static @Nullable Filter attributes(String which) {
    return switch (which) {
      case "" -> null;
      case "none" -> onlyAttributes();
      case "all" -> NONE;
      default -> onlyAttributes(which.split(",", -1));
    };
  }

  private static Pattern regex(String rule, String regex) {
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "the filter rule '" + rule + "' is no regular expression: " + e.getDescription(), e);
    }
  }
}
