package dev.rondo.trace.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/** A rule file as a tree that knows its lines. */
sealed interface RuleText {

  /** Where it begins, from 1. */
  int line();

  /** A text, a number, true or false: as it is written. */
  record Scalar(int line, String text) implements RuleText {}

  /** A list. */
  record Items(int line, List<RuleText> items) implements RuleText {}

  /** Keys and their values, in the order of the file. */
  record Fields(int line, Map<String, Field> fields) implements RuleText {}

  /** A key's line, and its value. */
  record Field(int line, RuleText value) {}

  /**
   * Reads YAML, of which JSON is a part.
   *
   * @param file what messages call it
   * @throws RulesException where it is neither
   */
  static RuleText parse(String file, String text) {
    try (JsonParser parser = new YAMLFactory().createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == null) {
        throw new RulesException(file, 0, "is empty, expected rules", null);
      }
      RuleText tree = new Builder(file, parser).value();
      if (parser.nextToken() != null) {
        throw new RulesException(file, line(parser), "found a second document, expected one", null);
      }
      return tree;
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      throw new RulesException(
          file, at == null ? 0 : at.getLineNr(), "is no YAML: " + firstLine(e), e);
    }
  }

  private static String firstLine(JacksonException e) {
    return e.getOriginalMessage() == null
        ? "cannot be read"
        : e.getOriginalMessage().lines().findFirst().orElse("").strip();
  }

  private static int line(JsonParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }

  /** Builds the tree from the tokens. */
  record Builder(String file, JsonParser parser) {

    RuleText value() {
      int line = line(parser);
      if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
        throw new RulesException(file, line, "found an alias, expected what it stands for", null);
      }
      return switch (parser.currentToken()) {
        case START_OBJECT -> fields(line);
        case START_ARRAY -> items(line);
        case VALUE_NULL -> throw new RulesException(file, line, "found no value", null);
        default -> new Scalar(line, parser.getString());
      };
    }

    private Fields fields(int line) {
      Map<String, Field> fields = new LinkedHashMap<>();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String key = parser.currentName();
        int at = line(parser);
        if (parser.nextToken() == JsonToken.VALUE_NULL) {
          throw new RulesException(file, at, "\"" + key + "\" has no value", null);
        }
        if (fields.put(key, new Field(at, value())) != null) {
          throw new RulesException(file, at, "\"" + key + "\" stands there twice", null);
        }
      }
      return new Fields(line, fields);
    }

    private Items items(int line) {
      List<RuleText> items = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        items.add(value());
      }
      return new Items(line, items);
    }
  }
}
