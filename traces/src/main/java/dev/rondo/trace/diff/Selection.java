package dev.rondo.trace.diff;

import dev.rondo.trace.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What of the traces is compared: everything, or only some tasks and kinds of events. A pattern is
 * the kind of an event ({@code mark}) or a task's, callback's or coroutine's name, where {@code *}
 * stands for any text and {@code ?} for any character. A step that is left out, is left out with
 * all that it touches; of the steps that stay, what they say about the tasks that are left out.
 */
public final class Selection {
  /** Those that are never compared can't be asked for. */
  private static final Set<String> PHYSICAL = Set.of("idle", "lost");

  /** Everything. */
  public static final Selection ALL = new Selection(List.of(), List.of());

  private final List<Name> onlyNames = new ArrayList<>();
  private final List<Name> ignoredNames = new ArrayList<>();
  private final List<String> onlyKinds = new ArrayList<>();
  private final List<String> ignoredKinds = new ArrayList<>();

  private Selection(List<String> only, List<String> ignore) {
    only.forEach(pattern -> sort(pattern, onlyNames, onlyKinds));
    ignore.forEach(pattern -> sort(pattern, ignoredNames, ignoredKinds));
  }

  /**
   * What fits some pattern of {@code only} (or everything, where that has none of the sort) and
   * none of {@code ignore}.
   */
  public static Selection of(List<String> only, List<String> ignore) {
    return only.isEmpty() && ignore.isEmpty() ? ALL : new Selection(only, ignore);
  }

  private static void sort(String pattern, List<Name> names, List<String> kinds) {
    if (TraceEvent.KINDS.contains(pattern) && !PHYSICAL.contains(pattern)) {
      kinds.add(pattern);
    } else {
      String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
      names.add(new Name(pattern, Pattern.compile(regex, Pattern.DOTALL)));
    }
  }

  /** Whether nothing is left out. */
  public boolean isEverything() {
    return this == ALL;
  }

  boolean includes(TraceEvent event) {
    return isEverything() || includesKind(event.ev());
  }

  /** Whether events of that kind are compared. */
  boolean includesKind(String kind) {
    return (onlyKinds.isEmpty() || onlyKinds.contains(kind)) && !ignoredKinds.contains(kind);
  }

  boolean includes(Strand strand) {
    return isEverything()
        || strand.kind == Strand.Kind.OUTSIDE
        || (isNamed(fits(onlyNames, strand)) && !fits(ignoredNames, strand));
  }

  /** A callback that is to come. */
  boolean includesCallback(@Nullable String name) {
    String called = name == null ? "?" : name;
    return isNamed(fits(onlyNames, called)) && !fits(ignoredNames, called);
  }

  private boolean isNamed(boolean fits) {
    return fits || onlyNames.isEmpty();
  }

  /** Whether names were asked for and nothing so far had one of them: a slip of the pen. */
  public boolean foundNothing() {
    return !onlyNames.isEmpty() && onlyNames.stream().noneMatch(name -> name.found);
  }

  /** The names, asked for or to be left out, that nothing so far had. */
  public List<String> unused() {
    return Stream.concat(onlyNames.stream(), ignoredNames.stream())
        .filter(name -> !name.found)
        .map(name -> name.text)
        .toList();
  }

  private static boolean fits(List<Name> names, Strand strand) {
    boolean fits = fits(names, strand.name);
    return (strand.kind == Strand.Kind.TASK && fits(names, strand.coro)) || fits;
  }

  private static boolean fits(List<Name> names, String text) {
    boolean fits = false;
    for (Name name : names) { // every one is to know whether it is of use
      fits |= name.fits(text);
    }
    return fits;
  }

  /** A pattern of names, and whether something had one. */
  private static final class Name {
    final String text;
    private final Pattern pattern;
    volatile boolean found;

    Name(String text, Pattern pattern) {
      this.text = text;
      this.pattern = pattern;
    }

    boolean fits(String name) {
      boolean fits = pattern.matcher(name).matches();
      if (fits) {
        found = true;
      }
      return fits;
    }
  }
}
