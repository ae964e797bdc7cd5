package dev.rondo.trace;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Guesses what somebody meant who mistyped a name. */
public final class Similar {
  private static final int MOST = 3;

  private Similar() {}

  /** Up to three of the names that {@code typed} may have been meant for, the likeliest first. */
  public static List<String> to(String typed, Collection<String> names) {
    String wanted = typed.toLowerCase(Locale.ROOT);
    int limit = Math.max(1, typed.length() / 3);
    return names.stream()
        .distinct()
        .filter(name -> steps(wanted, name.toLowerCase(Locale.ROOT)) <= limit)
        .sorted(Comparator.comparingInt(name -> steps(wanted, name.toLowerCase(Locale.ROOT))))
        .limit(MOST)
        .toList();
  }

  /** How many letters must be put in, left out, changed or swapped; a beginning is one step. */
  private static int steps(String typed, String name) {
    if (typed.length() > 1 && name.startsWith(typed)) {
      return 1;
    }
    int apart = Math.abs(typed.length() - name.length());
    return apart > typed.length() / 3 + 1 ? apart : distance(typed, name);
  }

  private static int distance(String a, String b) {
    int[][] steps = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        steps[i][j] = i == 0 || j == 0 ? i + j : cheapest(a, b, i, j, steps);
      }
    }
    return steps[a.length()][b.length()];
  }

  private static int cheapest(String a, String b, int i, int j, int[][] steps) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int least = Math.min(steps[i - 1][j], steps[i][j - 1]) + 1;
    least = Math.min(least, steps[i - 1][j - 1] + (same ? 0 : 1));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, steps[i - 2][j - 2] + 1) : least;
  }
}
