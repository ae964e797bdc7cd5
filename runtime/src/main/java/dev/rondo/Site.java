package dev.rondo;

import java.lang.StackWalker.StackFrame;
import java.security.CodeSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where in the source a coroutine's or callback's body stands. Found once for each class of bodies
 * (a lambda has one of its own), by looking at the caller who hands it in for the first time.
 */
final class Site {
  private static final StackWalker CALLER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
  private static final @Nullable CodeSource OURS = Site.class.getProtectionDomain().getCodeSource();

  private static final ClassValue<Site> SITES =
      new ClassValue<>() {
        @Override
        protected Site computeValue(Class<?> body) {
          return CALLER.walk(frames ->
              frames.filter(Site::isThePrograms).findFirst().map(Site::new).orElse(UNKNOWN));
        }
      };
  private static final Map<String, Site> INTERNAL = new ConcurrentHashMap<>();
  private static final Site UNKNOWN = new Site("coroutine", null, false);

  /** The name of the method around the body; for a body within a lambda, that of the lambda's. */
  final String name;

  /** The source line of the first call, {@code File.java:12}, or null if it cannot be known. */
  final @Nullable String at;

  /** Whether it is one of the library's own (sleep, locks …), which a trace leaves out. */
  final boolean internal;

  private final Site origin; // this, but for a coroutine that was given a name
  private @Nullable Chain alone; // made when it is needed
  private long pauses;
  private int unwatched = 8; // of so many coroutines is it to be seen whether they are awaited

  private Site(String name, @Nullable String at, boolean internal) {
    this.name = name;
    this.at = at;
    this.internal = internal;
    this.origin = this;
  }

  private Site(String name, Site origin) {
    this.name = name;
    this.at = origin.at;
    this.internal = origin.internal;
    this.origin = origin;
  }

  private Site(StackFrame frame) {
    this(
        methodOf(frame.getMethodName(), frame.getDeclaringClass()),
        Optional.ofNullable(frame.getFileName())
            .map(file -> frame.getLineNumber() > 0 ? file + ":" + frame.getLineNumber() : file)
            .orElse(null),
        false);
  }

  /** The site of a body; must be called while the program's own call is on the stack. */
  static Site of(Object body) {
    return SITES.get(body.getClass());
  }

  /** The site of a library's own coroutines of that name. */
  static Site internal(String name) {
    Site known = INTERNAL.get(name);
    return known != null ? known : INTERNAL.computeIfAbsent(name, n -> new Site(n, null, true));
  }

  /** The chain of a task's own coroutine that stands here. */
  Chain alone() {
    Chain known = alone;
    if (known == null) {
      known = new Chain(this, null);
      alone = known;
    }
    return known;
  }

  /** The same place under a name that was given. */
  Site named(String given) {
    return new Site(given, origin);
  }

  /**
   * Counts pauses of its coroutines: how many there were; a hint, not exact where loops share a
   * site.
   */
  long countPauses(int more) {
    return origin.pauses += more;
  }

  /** Whether a new coroutine may have to be watched ({@link Unawaited}): cheap, and mostly not. */
  boolean isWatchDue() {
    return origin.unwatched > 0 || Unawaited.debugSomewhere;
  }

  /** Takes one of the watches that every site is given; false if none is left. */
  boolean takeWatch() {
    return origin.unwatched > 0 && origin.unwatched-- > 0;
  }

  /** Remembers where a lambda stands, for the case that it is printed later, from elsewhere. */
  static void note(Object callback) {
    if (isLambda(callback)) {
      of(callback);
    }
  }

  /**
   * The name that a callback has in traces: its own {@code toString} where it has one, else that of
   * the method in which it stands. The first time, it must be called as {@link #of}.
   */
  static String nameOf(Object callback) {
    return isLambda(callback) ? of(callback).name + ".<lambda>" : ownNameOf(callback);
  }

  /** A name found without running the program's code, where {@link #nameOf} would have. */
  static String nameWithoutAsking(Object callback) {
    Class<?> type = callback.getClass();
    boolean ours = Objects.equals(OURS, type.getProtectionDomain().getCodeSource());
    return isLambda(callback) || ours ? nameOf(callback) : type.getSimpleName();
  }

  private static boolean isLambda(Object callback) {
    Class<?> type = callback.getClass();
    return type.isHidden() || type.isSynthetic();
  }

  private static String ownNameOf(Object callback) {
    Class<?> type = callback.getClass();
    try {
      String text = callback.toString();
      boolean inherited =
          text.equals(type.getName() + "@" + Integer.toHexString(callback.hashCode()));
      return inherited ? type.getSimpleName() : text;
    } catch (RuntimeException e) {
      return type.getSimpleName(); // a program must not fail for being observed
    }
  }

  static boolean isThePrograms(StackFrame frame) {
    Class<?> type = frame.getDeclaringClass();
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return source != null && !source.equals(OURS);
  }

  /**
   * {@code lambda$brew$0} stands in {@code brew}; a constructor and an initialiser go by their
   * class.
   */
  private static String methodOf(String method, Class<?> type) {
    if (method.startsWith("lambda$")) {
      int end = method.lastIndexOf('$');
      return methodOf(method.substring("lambda$".length(), Math.max(7, end)), type) + ".<lambda>";
    }
    return switch (method) {
      case "<init>", "new", "<clinit>", "static" -> type.getSimpleName();
      default -> method;
    };
  }
}
