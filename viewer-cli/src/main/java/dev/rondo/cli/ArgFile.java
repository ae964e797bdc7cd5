package dev.rondo.cli;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A file of words for java, as in {@code java @file}: its syntax is that of the java command. */
final class ArgFile {
  private final String text;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private int at;

  private ArgFile(String text) {
    this.text = text;
  }

  /** The words of that file; empty if it can't be read: then java says so. */
  static Optional<List<String>> read(Path file) {
    try {
      Charset charset = Charset.forName(System.getProperty("native.encoding", "UTF-8"));
      return Optional.of(words(Files.readString(file, charset)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static List<String> words(String text) {
    ArgFile file = new ArgFile(text);
    file.parse();
    return file.words;
  }

  private void parse() {
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"' || c == '\'') {
        quoted(c);
      } else if (c == '#') {
        endWord();
        at = endOfLine();
      } else if (Character.isWhitespace(c)) {
        endWord();
      } else {
        add(c);
      }
    }
    endWord();
  }

  /** Up to the closing quote; without one, the line's end is that of the word. */
  private void quoted(char quote) {
    inWord = true;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == quote) {
        return;
      } else if (isLineEnd(c)) {
        endWord();
        return;
      } else if (c == '\\' && at < text.length()) {
        escaped(text.charAt(at++));
      } else {
        add(c);
      }
    }
  }

  private void escaped(char c) {
    switch (c) {
      case 'n' -> add('\n');
      case 'r' -> add('\r');
      case 't' -> add('\t');
      case 'f' -> add('\f');
      case '\n', '\r' -> skipSpace(); // goes on in the next line
      default -> add(c);
    }
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private int endOfLine() {
    int end = at;
    while (end < text.length() && !isLineEnd(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }

  private void add(char c) {
    word.append(c);
    inWord = true;
  }

  private void endWord() {
    if (inWord) {
      words.add(word.toString());
    }
    word.setLength(0);
    inWord = false;
  }
}
