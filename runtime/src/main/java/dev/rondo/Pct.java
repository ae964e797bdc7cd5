package dev.rondo;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Probabilistic concurrency testing, as Burckhardt, Kothari, Musuvathi and Nagarakatte (ASPLOS
 * 2010) describe it: each source of entries has a random priority, and the ready entry of the
 * highest runs next; at {@code depth - 1} random ones of the first {@code steps} slices, the source
 * that would run falls behind all others. A bug that needs {@code depth} orderings is found by one
 * run with a probability of at least 1 / (sources · steps^(depth - 1)).
 *
 * <p>A source is a task, with the callbacks and timers that it makes; a future, with the callbacks
 * added to it; and for what no task makes, the function's place in the program. What comes from one
 * source runs in order. So that a task that polls does not stop all others for ever, the entry that
 * is ready for the longest runs once enough others went ahead.
 *
 * <p>Each turn runs one entry, chosen among all that are ready: within a turn of many, no task
 * could get ahead of another by more than a step.
 */
final class Pct implements Policy {
  static final int USUAL_DEPTH = 3;
  static final int USUAL_STEPS = 100;

  /** How many may go ahead of the entry that is ready for the longest, for each that is ready. */
  private static final long PATIENCE = 64;

  private static final Pattern NAME = Pattern.compile("pct(?::depth=(\\d+),steps=(\\d+))?");

  private final long seed;
  private final int depth;
  private final int steps;
  private final long[] changes; // the step of each change of priority
  private final Map<Long, Integer> fallen = new HashMap<>(); // sources, by how far
  private final Map<Handle, Long> makers = new WeakHashMap<>();
  private final Map<Class<?>, Long> places = new HashMap<>(); // numbered -1, -2 …
  private long step;
  private long passed; // the entry that is ready for the longest, by others

  Pct(long seed, int depth, int steps) {
    if (depth < 1 || steps < 1) {
      throw new IllegalArgumentException(
          "pct of depth " + depth + " over " + steps + " steps: each is at least 1");
    }
    this.seed = seed;
    this.depth = depth;
    this.steps = steps;
    changes = Policy.randomOf(seed).longs(depth - 1L, 1, steps + 1L).toArray();
  }

  static String name(int depth, int steps) {
    return "pct:depth=" + depth + ",steps=" + steps;
  }

  static Pct named(String name, long seed) {
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "the policy is '" + name + "': choose fifo, random or pct (pct:depth=3,steps=100)");
    }
    return parts.group(1) == null
        ? new Pct(
            seed,
            property("rondo.pct.depth", USUAL_DEPTH),
            property("rondo.pct.steps", USUAL_STEPS))
        : new Pct(seed, number(name, parts.group(1)), number(name, parts.group(2)));
  }

  private static int property(String name, int usual) {
    String value = System.getProperty(name);
    return value == null ? usual : number(name, value);
  }

  private static int number(String of, String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(of + " is '" + value + "': give a whole number", e);
    }
  }

  /** One: what it makes ready may be the next. */
  @Override
  public int turn(int ready) {
    return Math.min(ready, 1);
  }

  @Override
  public void made(Handle handle, long task) {
    if (task != 0) {
      makers.put(handle, task);
    }
  }

  @Override
  public Ready take(ArrayDeque<Ready> queue, int left) {
    Ready eldest = queue.element();
    Ready next = passed >= PATIENCE * queue.size() ? eldest : chosen(queue);
    passed = next == eldest ? 0 : passed + 1;
    queue.removeFirstOccurrence(next);
    return next;
  }

  private Ready chosen(ArrayDeque<Ready> queue) {
    Ready next = highest(queue);
    step++;
    for (int i = 0; step <= steps && i < changes.length; i++) {
      if (changes[i] == step) {
        fallen.put(source(next), i);
        next = highest(queue);
      }
    }
    return next;
  }

  /** Of one source's entries, the first. */
  private Ready highest(ArrayDeque<Ready> queue) {
    Ready highest = queue.element();
    long most = Long.MIN_VALUE;
    for (Ready entry : queue) {
      long priority = priority(source(entry));
      if (priority > most) {
        most = priority;
        highest = entry;
      }
    }
    return highest;
  }

  private long priority(long source) {
    Integer place = fallen.get(source);
    return place == null ? scattered(source) : place - (long) depth;
  }

  /** A number that is not negative, as good as random, and the same for the same seed. */
  private long scattered(long source) {
    return Policy.mixed(Policy.mixed(seed) + source) >>> 1;
  }

  private long source(Ready entry) {
    return entry instanceof Task<?> task ? task.id() : source((Handle) entry);
  }

  private long source(Handle handle) {
    long future = handle.of();
    if (future != 0) {
      return future;
    }
    @Nullable Long maker = makers.get(handle);
    return maker == null ? place(handle.function().getClass()) : maker;
  }

  private long place(Class<?> function) {
    return places.computeIfAbsent(function, _ -> -1L - places.size());
  }

  @Override
  public String name() {
    return name(depth, steps);
  }

  @Override
  public long seed() {
    return seed;
  }
}
