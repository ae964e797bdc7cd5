package dev.rondo.trace.diff;

import dev.rondo.trace.LoopSetup;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceHeader;
import dev.rondo.trace.TraceReader;
import dev.rondo.trace.diff.Comparison.TaskRef;
import dev.rondo.trace.model.TraceModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Compares two traces by what they say, in one pass over both: whether they did the same in the
 * same order, or the same but for the order of what shares nothing, or where they part. Loops are
 * paired in order of appearance. Held in memory are the tasks and futures of both traces, and the
 * steps that have no counterpart so far.
 *
 * {@snippet :
 * try (TraceReader left = TraceReader.open(a); TraceReader right = TraceReader.open(b)) {
 *   System.out.println(TraceDiff.compare(left, right).verdict().text());
 * }
 * }
 */
public final class TraceDiff {
  /** So far the other side is still read where one broke off, to end the steps that are open. */
  private static final int BEYOND_A_CUT = 2_000;

  private final Input left;
  private final Input right;
  private final DiffOptions options;
  private final int mostOpen;

  /** Whether both traces tell of coroutines awaited in place. */
  private final boolean full;

  private final List<LoopPair> pairs = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final TraceModel leftTimes = new TraceModel();
  private final TraceModel rightTimes = new TraceModel();
  private int beyond;

  private TraceDiff(TraceReader left, TraceReader right, DiffOptions options, int mostOpen) {
    this.left = new Input("left", left);
    this.right = new Input("right", right);
    this.options = options;
    this.mostOpen = mostOpen;
    full = isFull(this.left) && isFull(this.right);
  }

  /**
   * Compares two traces as {@link DiffOptions#DEFAULT} has it, from where the readers are to their
   * ends. Symmetric: with the traces exchanged, the sides of the answer are.
   *
   * @throws dev.rondo.trace.TraceException if one of them is damaged
   */
  public static Comparison compare(TraceReader left, TraceReader right) {
    return compare(left, right, DiffOptions.DEFAULT, () -> {});
  }

  /**
   * Compares two traces, and runs {@code each} for each pair of events that was read: to show
   * progress, say.
   *
   * @throws dev.rondo.trace.TraceException if one of them is damaged
   */
  public static Comparison compare(
      TraceReader left, TraceReader right, DiffOptions options, Runnable each) {
    return new TraceDiff(left, right, options, Matcher.MOST_OPEN).run(each);
  }

  /**
   * Compares two traces that can be opened more than once: where steps have moved farther than one
   * pass can follow them ({@link Comparison#outOfReach}), their digests tell whether that is all.
   *
   * @throws dev.rondo.trace.TraceException if one of them is damaged
   */
  public static Comparison compare(
      Supplier<TraceReader> left, Supplier<TraceReader> right, DiffOptions options, Runnable each) {
    return compare(left, right, options, each, Matcher.MOST_OPEN);
  }

  static Comparison compare(
      Supplier<TraceReader> left,
      Supplier<TraceReader> right,
      DiffOptions options,
      Runnable each,
      int mostOpen) {
    Comparison found;
    try (TraceReader l = left.get();
        TraceReader r = right.get()) {
      found = new TraceDiff(l, r, options, mostOpen).run(each);
    }
    boolean open = found.outOfReach() && options.level() == DiffOptions.Level.CAUSAL;
    return open && causes(left, options, each).equals(causes(right, options, each))
        ? found.equivalentAfterAll()
        : found;
  }

  private static String causes(Supplier<TraceReader> trace, DiffOptions options, Runnable each) {
    try (TraceReader reader = trace.get()) {
      return Digests.of(reader, options.selection(), each).causal();
    }
  }

  private Comparison run(Runnable each) {
    headers();
    while (!(left.ended() && right.ended()) && beyond < BEYOND_A_CUT) {
      read(left, leftTimes);
      read(right, rightTimes);
      each.run();
    }
    boolean leftWhole = options.force() || !left.isCut();
    boolean rightWhole = options.force() || !right.isCut();
    pairs.forEach(pair -> pair.finish(leftWhole, rightWhole));
    return result();
  }

  private void read(Input side, TraceModel times) {
    TraceEvent event = side.ended() ? null : side.next();
    if (event == null) {
      return;
    }
    if ((left.isCut() || right.isCut()) && !options.force()) {
      beyond++;
    }
    if (options.timing()) {
      times.apply(event);
    }
    int place = side.place(event);
    while (pairs.size() <= place) {
      pairs.add(new LoopPair(options, full, isChosen(left) || isChosen(right), mostOpen));
    }
    pairs.get(place).add(side.isLeft, event, side.line());
  }

  private static boolean isChosen(Input side) {
    String policy = side.header().policy();
    return policy != null && !policy.equalsIgnoreCase("fifo");
  }

  private void headers() {
    TraceHeader l = left.header();
    TraceHeader r = right.header();
    note("clock", l.clock(), r.clock());
    note("policy", l.policy(), r.policy());
    note("seed", l.seed(), r.seed());
    if (isFull(left) != isFull(right)) {
      notes.add("only one trace has detail full: coroutines awaited in place are not compared");
    }
  }

  /** What the headers do not tell of: loops that are set up otherwise than they say. */
  private void setups() {
    for (int i = 0; i < pairs.size(); i++) {
      LoopSetup l = pairs.get(i).setup(true);
      LoopSetup r = pairs.get(i).setup(false);
      String ofLeft = setup(left.header(), l);
      String ofRight = setup(right.header(), r);
      if ((l != null || r != null) && !ofLeft.equals(ofRight)) {
        notes.add(
            "the loops %d and %d are set up otherwise: %s left, %s right"
                .formatted(left.loop(i), right.loop(i), ofLeft, ofRight));
      }
    }
  }

  private static String setup(TraceHeader header, @Nullable LoopSetup own) {
    LoopSetup usual = new LoopSetup(header.clock(), header.policy(), header.seed());
    LoopSetup order = own == null || own.policy() == null ? usual : own;
    String clock = own == null || own.clock() == null ? header.clock() : own.clock();
    String policy = order.policy() == null ? "fifo" : order.policy();
    return new LoopSetup(clock, policy, order.seed()).toString();
  }

  private static boolean isFull(Input side) {
    return !"schedule".equals(side.header().detail());
  }

  private void note(String key, @Nullable Object ofLeft, @Nullable Object ofRight) {
    if (!Objects.equals(ofLeft, ofRight)) {
      notes.add(
          "the headers differ in "
              + key
              + ": "
              + told(ofLeft)
              + " left, "
              + told(ofRight)
              + " right");
    }
  }

  private static Object told(@Nullable Object value) {
    return value == null ? "none" : value;
  }

  // -- the answer ---------------------------------------------------------------------------------

  private Comparison result() {
    boolean identical = pairs.stream().allMatch(LoopPair::isIdentical);
    Difference first =
        pairs.stream().map(LoopPair::first).filter(Objects::nonNull).findFirst().orElse(null);
    boolean ranOut = !identical && first == null && (left.isCut() || right.isCut());
    String reason = incomparable(first == null, ranOut && !options.force());
    Verdict verdict =
        reason != null
            ? Verdict.UNKNOWN
            : first != null
                ? Verdict.DIFFERENT
                : identical ? Verdict.IDENTICAL : Verdict.EQUIVALENT;
    setups();
    remark(left);
    remark(right);
    options.selection().unused().forEach(name -> notes.add("nothing is called '" + name + "'"));
    boolean told = verdict == Verdict.DIFFERENT;
    return new Comparison(
        verdict,
        reason,
        told ? first : null,
        told ? pairs.stream().flatMap(pair -> pair.changes().kept().stream()).toList() : List.of(),
        told ? pairs.stream().mapToLong(pair -> pair.changes().total()).sum() : 0,
        only(true),
        only(false),
        timing(),
        pairs.stream().mapToLong(LoopPair::compared).sum(),
        !left.isCut(),
        !right.isCut(),
        told && pairs.stream().anyMatch(LoopPair::gaveUp),
        notes);
  }

  private List<TaskRef> only(boolean ofLeft) {
    List<TaskRef> only = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      pairs.get(i).only(ofLeft, (ofLeft ? left : right).loop(i), only);
    }
    return only;
  }

  private List<Timing> timing() {
    List<Timing> timings = new ArrayList<>();
    for (int i = 0; options.timing() && i < pairs.size(); i++) {
      Things tasks = pairs.get(i).things();
      timings.addAll(
          Timing.of(tasks, leftTimes.loop(left.loop(i)), rightTimes.loop(right.loop(i))));
    }
    return timings;
  }

  /** Why no verdict can be given; null where one can. */
  private @Nullable String incomparable(boolean same, boolean ranOut) {
    String loss = left.loss() != null ? left.loss() : right.loss();
    if (loss != null && !options.force()) {
      return loss;
    }
    if (loss != null) {
      notes.add(loss + "; compared all the same");
    }
    for (Input side : List.of(left, right)) {
      if (side.isEmpty()) {
        return "the " + side.side + " trace holds nothing to compare";
      }
      if (options.selection().foundNothing()) {
        return "nothing in the traces is called as --only says";
      }
      if (same && side.malformed() > 0 && !options.force()) {
        return "the " + side.side + " trace has malformed events";
      }
    }
    return ranOut ? "a trace is incomplete: the same as far as it goes" : null;
  }

  private void remark(Input side) {
    if (side.isCut()) {
      notes.add("the " + side.side + " trace is incomplete: its footer is missing");
    }
    if (side.malformed() > 0) {
      notes.add("the " + side.side + " trace: left out " + events(side.malformed(), "malformed"));
    }
    if (side.unknown() > 0) {
      notes.add("the " + side.side + " trace: left out " + events(side.unknown(), "unknown"));
    }
  }

  private static String events(long n, String what) {
    return n + " " + what + (n == 1 ? " event" : " events");
  }
}
