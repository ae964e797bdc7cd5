package dev.rondo.trace.rules;

import dev.rondo.trace.Similar;
import dev.rondo.trace.rules.RuleText.Field;
import dev.rondo.trace.rules.RuleText.Fields;
import dev.rondo.trace.rules.RuleText.Items;
import dev.rondo.trace.rules.RuleText.Scalar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The keys of one mapping of a rule file, and what they must be: complains with line and key. */
record RuleFields(String file, Fields fields) {
  private static final Pattern DURATION =
      Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)(ns|us|ms|s)");
  private static final Pattern COUNT = Pattern.compile("\\d{1,9}");

  static RuleFields of(String file, RuleText text, String what) {
    if (text instanceof Fields fields) {
      return new RuleFields(file, fields);
    }
    throw new RulesException(
        file, text.line(), "found " + shown(text) + ", expected " + what, null);
  }

  boolean has(String key) {
    return fields.fields().containsKey(key);
  }

  Collection<String> keys() {
    return fields.fields().keySet();
  }

  /** Holds that there are no keys but those. */
  void allow(Collection<String> allowed, String where) {
    fields
        .fields()
        .forEach((key, field) -> {
          if (!allowed.contains(key)) {
            throw failure(
                field.line(), "there is no key \"" + key + "\"" + where + hint(key, allowed));
          }
        });
  }

  private static String hint(String key, Collection<String> allowed) {
    List<String> similar = Similar.to(key, allowed);
    return similar.isEmpty()
        ? "; the keys are " + String.join(", ", allowed)
        : "; did you mean " + String.join(" or ", similar) + "?";
  }

  /** The one of the keys that is there. */
  String one(Collection<String> keys, Collection<String> beside, String what) {
    List<String> there = keys().stream().filter(keys::contains).toList();
    if (there.size() == 1) {
      return there.getFirst();
    }
    if (there.isEmpty()) {
      List<String> all = new ArrayList<>(keys);
      all.addAll(beside);
      allow(all, " of " + what);
    }
    throw failure(
        fields.line(),
        what
            + " has "
            + (there.isEmpty() ? "none" : String.join(" and ", there))
            + ", expected one of "
            + String.join(", ", keys));
  }

  RuleText value(String key) {
    return field(key).value();
  }

  private Field field(String key) {
    Field field = fields.fields().get(key);
    if (field == null) {
      throw failure(fields.line(), "the key \"" + key + "\" is missing");
    }
    return field;
  }

  String text(String key) {
    if (value(key) instanceof Scalar(int line, String text)) {
      if (text.isBlank()) {
        throw failure(line, "\"" + key + "\" is empty");
      }
      return text;
    }
    throw wrong(key, "a text");
  }

  @Nullable String optionalText(String key) {
    return has(key) ? text(key) : null;
  }

  boolean flag(String key) {
    return has(key)
        && switch (text(key)) {
          case "true" -> true;
          case "false" -> false;
          default -> throw wrong(key, "true or false");
        };
  }

  /** A text or a list of texts. */
  List<String> texts(String key) {
    if (value(key) instanceof Items items && !items.items().isEmpty()) {
      return items.items().stream().map(item -> item(key, item)).toList();
    }
    return List.of(text(key));
  }

  private String item(String key, RuleText item) {
    if (item instanceof Scalar(_, String text) && !text.isBlank()) {
      return text;
    }
    throw failure(item.line(), "found " + shown(item) + " in \"" + key + "\", expected a text");
  }

  Glob glob(String key) {
    return new Glob(texts(key));
  }

  Glob glob(String key, Glob otherwise) {
    return has(key) ? glob(key) : otherwise;
  }

  /** One of some words. */
  String word(String key, Collection<String> words) {
    String word = text(key);
    if (words.contains(word)) {
      return word;
    }
    List<String> similar = Similar.to(word, words);
    throw failure(
        value(key).line(),
        "found %s in \"%s\", expected %s%s"
            .formatted(
                word,
                key,
                String.join(", ", words),
                similar.isEmpty() ? "" : "; did you mean " + similar.getFirst() + "?"));
  }

  /** Nanoseconds. */
  long duration(String key) {
    Matcher duration = DURATION.matcher(text(key));
    if (!duration.matches()) {
      throw wrong(key, "a duration (5ms, 1.5s, 250us, 900ns)");
    }
    return new BigDecimal(duration.group(1)).multiply(unit(duration.group(2))).longValue();
  }

  private static BigDecimal unit(String unit) {
    return BigDecimal.valueOf(
        switch (unit) {
          case "s" -> 1_000_000_000;
          case "ms" -> 1_000_000;
          case "us" -> 1_000;
          default -> 1;
        });
  }

  int count(String key, int least) {
    String text = text(key);
    if (!COUNT.matcher(text).matches() || Integer.parseInt(text) < least) {
      throw wrong(key, "a number from " + least);
    }
    return Integer.parseInt(text);
  }

  /** The value of that key is not what it should be. */
  RulesException wrong(String key, String expected) {
    RuleText value = value(key);
    return failure(
        value.line(), "found " + shown(value) + " in \"" + key + "\", expected " + expected);
  }

  RulesException failure(int line, String problem) {
    return new RulesException(file, line, problem, null);
  }

  static String shown(RuleText text) {
    return switch (text) {
      case Scalar scalar -> scalar.text().isEmpty() ? "an empty text" : scalar.text();
      case Items _ -> "a list";
      case Fields _ -> "keys";
    };
  }
}
