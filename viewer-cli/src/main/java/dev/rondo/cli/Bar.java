package dev.rondo.cli;

/** Bars that show shares of something. */
final class Bar {
  private Bar() {}

  /** A bar for a share from 0 to 1, of so many cells for all of it. */
  static String of(Console console, double share, int cells) {
    Glyphs glyphs = Glyphs.of(console.unicode());
    long full = Math.round(Math.clamp(share, 0.0, 1.0) * cells);
    return String.valueOf(glyphs.running()).repeat((int) full);
  }
}
