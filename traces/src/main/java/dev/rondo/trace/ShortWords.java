package dev.rondo.trace;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What few words of the format mean, found by their bytes alone: each has eight at most, which are
 * looked at as one number.
 *
 * @param <E> what they mean
 */
final class ShortWords<E> {
  private static final int SIZE = 128; // so sparse that a word mostly stands where it is looked for

  private final long[] words = new long[SIZE]; // 0 where there is none
  private final @Nullable Object[] meanings = new @Nullable Object[SIZE];

  /** The words for these. */
  static <E> ShortWords<E> of(E[] meanings, Function<E, String> word) {
    ShortWords<E> set = new ShortWords<>();
    for (E meaning : meanings) {
      String text = word.apply(meaning);
      if (text.length() > Long.BYTES) {
        throw new IllegalArgumentException(text + " is too long");
      }
      set.put(Words.of(text, 0), meaning);
    }
    return set;
  }

  private void put(long word, E meaning) {
    int place = place(word);
    words[place] = word;
    meanings[place] = meaning;
  }

  /** What the word means, whose bytes are followed by zeros; null for one that is none of them. */
  @SuppressWarnings("unchecked") // nothing else was put in
  @Nullable E meaning(long word) {
    return (E) meanings[place(word)];
  }

  private int place(long word) {
    int place = (int) (Words.mixed(0, word) & (SIZE - 1));
    while (words[place] != word && words[place] != 0) {
      place = (place + 1) & (SIZE - 1);
    }
    return place;
  }
}
