package dev.rondo.dump;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON as RFC 8259 has it, and nothing else: text as it may be, blanks nowhere. */
public final class Json {
  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  /** Maps, lists, strings, longs, booleans and nulls. */
  public static Object parse(String text) {
    Json json = new Json(text);
    Object value = json.value();
    json.require(json.at == text.length(), "the end");
    return value;
  }

  private void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError("no " + what + " at " + at + " of " + text);
    }
  }

  private char next() {
    require(at < text.length(), "more");
    return text.charAt(at++);
  }

  private boolean skip(String word) {
    boolean there = text.startsWith(word, at);
    at += there ? word.length() : 0;
    return there;
  }

  private Object value() {
    if (skip("null")) {
      return null;
    } else if (skip("true")) {
      return true;
    } else if (skip("false")) {
      return false;
    } else if (skip("{")) {
      return object();
    } else if (skip("[")) {
      return array();
    } else if (skip("\"")) {
      return string();
    }
    return number();
  }

  private long number() {
    int from = at;
    skip("-");
    while (at < text.length() && Character.isDigit(text.charAt(at))) {
      at++;
    }
    String digits = text.substring(from, at);
    require(digits.matches("-?(0|[1-9][0-9]*)"), "number");
    return Long.parseLong(digits);
  }

  private Map<String, Object> object() {
    Map<String, Object> members = new LinkedHashMap<>();
    while (!skip("}")) {
      require(members.isEmpty() || skip(","), "comma");
      require(skip("\""), "key");
      String key = string();
      require(skip(":"), "colon");
      require(!members.containsKey(key), "second " + key);
      members.put(key, value());
    }
    return members;
  }

  private List<Object> array() {
    List<Object> items = new ArrayList<>();
    while (!skip("]")) {
      require(items.isEmpty() || skip(","), "comma");
      items.add(value());
    }
    return items;
  }

  private String string() {
    StringBuilder string = new StringBuilder();
    for (char c = next(); c != '"'; c = next()) {
      require(c >= ' ', "control character");
      string.append(c == '\\' ? escaped() : c);
    }
    return string.toString();
  }

  private char escaped() {
    char c = next();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> {
        at += 4;
        yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
      }
      default -> throw new AssertionError("no escape \\" + c + " at " + at);
    };
  }
}
