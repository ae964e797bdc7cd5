package dev.rondo.trace;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes over the bytes of one line in the canonical form, a key with its value at a time: without a
 * map, a box, or a search for keys. What is not as expected makes the line {@link #odd}, whatever
 * follows; what the steps give from there on means nothing.
 *
 * <p>Relies on the newline behind the line, which no step goes past, and on {@link Lines#SLACK}.
 */
final class LineScanner {

  /** A number of so many digits is surely one of 64 bits. */
  private static final int DIGITS = 18;

  private static final long[] POWERS = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000
  };

  private final TextCache texts = new TextCache();
  private byte[] bytes = {};
  private ByteBuffer words = ByteBuffer.allocate(0);
  private int at;
  private int end;
  private boolean odd;

  /** From here on, scans the current line. */
  void begin(Lines lines) {
    bytes = lines.buffer();
    words = lines.words();
    at = lines.start();
    end = lines.end();
    odd = false;
  }

  /** Goes over {@code key} if it comes next; else stays. */
  boolean skips(LineKey key) {
    boolean here = key.standsAt(words, at);
    at += here ? key.length() : 0;
    return here;
  }

  /** Whether the line was as expected, and nothing but a brace is left of it. */
  boolean endsWell() {
    return !odd && bytes[at] == '}' && at + 1 == end;
  }

  /** Goes over {@code key}, which must come next. */
  void expect(LineKey key) {
    odd |= !skips(key);
  }

  /** A number from 0. */
  long number(LineKey key) {
    expect(key);
    return digits();
  }

  /** A number of either sign. */
  long signed(LineKey key) {
    expect(key);
    if (bytes[at] != '-') {
      return digits();
    }
    at++;
    long value = digits();
    odd |= value == 0;
    return -value;
  }

  /** A number from 1. */
  long id(LineKey key) {
    long id = number(key);
    odd |= id == 0;
    return id;
  }

  /** A number from 1; 0 where the key does not come next. */
  long optionalId(LineKey key) {
    return key.standsAt(words, at) ? id(key) : 0;
  }

  int smallId(LineKey key) {
    long id = id(key);
    odd |= id > Integer.MAX_VALUE;
    return (int) id;
  }

  private long digits() {
    int first = at;
    long value = 0;
    int count;
    do {
      long word = words.getLong(at);
      count = Words.digits(word);
      value = value * POWERS[count] + Words.number(word, count);
      at += count;
    } while (count == 8);
    int length = at - first;
    odd |= length == 0 || length > DIGITS || (length > 1 && bytes[first] == '0');
    return value;
  }

  /** The digit behind {@code key}, should that come next; negative or above 9 if it is none. */
  int digitBehind(LineKey key) {
    return bytes[at + key.length()] - '0';
  }

  /** What the rest of a text means as a word; null where it is none of these. */
  <E> @Nullable E oneOf(ShortWords<E> words) {
    long word = this.words.getLong(at);
    long stop = Words.endOfText(word);
    at += stop == 0 ? Long.BYTES : Words.index(stop);
    E meaning = words.meaning(word & Words.before(stop));
    odd |= meaning == null || bytes[at] != '"';
    at++;
    return odd ? null : meaning;
  }

  /** A text; the {@code key} ends with its opening quote. */
  String text(LineKey key) {
    expect(key);
    return odd ? "" : restOfText();
  }

  /** A text, or null where the key does not come next. */
  @Nullable String optionalText(LineKey key) {
    return skips(key) ? restOfText() : null;
  }

  /** Texts between brackets, one at least; the {@code key} ends with the first's opening quote. */
  List<String> optionalTexts(LineKey key, LineKey next, LineKey last) {
    if (!skips(key)) {
      return List.of();
    }
    var result = new ArrayList<String>(4);
    do {
      result.add(restOfText());
    } while (!odd && skips(next));
    expect(last);
    return List.copyOf(result);
  }

  /** The text up to its closing quote, which is passed over. */
  private String restOfText() {
    int start = at;
    long first = words.getLong(start);
    long stop = Words.endOfText(first);
    long second = 0;
    if (stop == 0) {
      at += 8;
      second = words.getLong(at);
      stop = Words.endOfText(second);
      second &= Words.before(stop);
    } else {
      first &= Words.before(stop);
    }
    if (stop == 0) {
      return passed(longText(start));
    }
    at += Words.index(stop);
    return passed(bytes[at] == '"' ? texts.brief(first, second, bytes, start, at) : null);
  }

  /** The same for one of more than two words. */
  private @Nullable String longText(int start) {
    long hash = 0;
    long stop;
    do {
      hash = Words.mixed(hash, words.getLong(at));
      at += 8;
      stop = Words.endOfText(words.getLong(at));
    } while (stop == 0);
    at += Words.index(stop);
    return bytes[at] == '"' ? texts.text(hash, bytes, start, at) : null;
  }

  private String passed(@Nullable String text) {
    if (text == null) {
      odd = true;
      return "";
    }
    at++;
    return text;
  }
}
