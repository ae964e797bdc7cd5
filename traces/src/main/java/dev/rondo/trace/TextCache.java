package dev.rondo.trace;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Texts by their bytes. Names, kinds and the like come again and again in a trace: what was met
 * lately is given out once more, without decoding it anew.
 */
final class TextCache {
  private static final int SIZE = 1 << 12;

  /** Longer texts are rare, and not kept. */
  private static final int LONGEST = 64;

  private final @Nullable Brief[] briefs = new @Nullable Brief[SIZE];
  private final @Nullable String[] others = new @Nullable String[SIZE];
  private final byte[] @Nullable [] othersBytes = new byte[SIZE] @Nullable [];

  /** A text of at most two words, behind which are zeros. */
  private record Brief(long first, long second, String text) {}

  /**
   * A text of at most sixteen bytes, none of them zero; null where they are not UTF-8, or no usual
   * text.
   */
  @Nullable String brief(long first, long second, byte[] bytes, int start, int end) {
    int slot = slot(Words.mixed(Words.mixed(0, first), second));
    Brief known = briefs[slot];
    if (known != null && known.first == first && known.second == second) {
      return known.text;
    }
    String text = decoded(bytes, start, end);
    if (text != null) {
      briefs[slot] = new Brief(first, second, text);
    }
    return text;
  }

  /** Any text; null as above. */
  @Nullable String text(long hash, byte[] bytes, int start, int end) {
    int slot = slot(hash);
    byte[] known = othersBytes[slot];
    if (known != null && Arrays.equals(known, 0, known.length, bytes, start, end)) {
      return others[slot];
    }
    String text = decoded(bytes, start, end);
    if (text != null && end - start <= LONGEST) {
      others[slot] = text;
      othersBytes[slot] = Arrays.copyOfRange(bytes, start, end);
    }
    return text;
  }

  private static int slot(long hash) {
    return (int) hash & (SIZE - 1);
  }

  private static @Nullable String decoded(byte[] bytes, int start, int end) {
    String text = new String(bytes, start, end - start, StandardCharsets.UTF_8);
    return text.indexOf('\uFFFD') < 0 ? text : null; // it stands for bytes that are broken
  }
}
