package dev.rondo.trace.replay;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.Why;
import dev.rondo.trace.replay.Divergence.Kind;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows one loop of a run along its recording: is told every event as it happens, up to the first
 * that the recording does not have there. Numbers may be others as long as they mean the same;
 * times, threads and source lines are physical and not compared. For one thread.
 */
public final class Follower implements AutoCloseable {
  private static final String WITHHELD = "withheld";
  private static final int FAR = 200; // how far to look for what came too soon

  private final int loop;
  private final boolean virtual;
  private final Script script;
  private final Twins futures = new Twins();
  private final Twins handles = new Twins();
  private final Twins objects = new Twins();
  private @Nullable TraceEvent last;
  private long events;
  private long time;
  private long longest; // time between two events of the recording, without sleeps
  private boolean slept;
  private final Set<Long> arrivals = new HashSet<>(); // handed over by other threads, and not run
  private final Set<Long> woken = new HashSet<>(); // what these put in the queue
  private boolean arriving; // whether one of these runs
  private boolean followsArrival; // whether what runs follows from one
  private @Nullable Divergence divergence;

  /**
   * For the loop of that number.
   *
   * @param virtual whether the recorded time stands still but for sleeps, so that timers are
   *     compared exactly
   * @throws dev.rondo.trace.TraceException if the recording cannot be read
   */
  public Follower(Path recording, int loop, boolean virtual) {
    this.loop = loop;
    this.virtual = virtual;
    this.script = new Script(recording, loop);
  }

  /** The event that is to come next, sleeps included; null where nothing more is known. */
  public @Nullable TraceEvent next() {
    return divergence == null ? script.peek() : null;
  }

  /** The time of the event that was followed last. */
  public long time() {
    return time;
  }

  /** Where the run parted from the recording; null as long as it has not. */
  public @Nullable Divergence divergence() {
    return divergence;
  }

  /** Why the recording ends before the run; null where it does not. */
  public @Nullable String broken() {
    return script.broken();
  }

  /** The run's number for a handle of the recording. */
  public long actualHandle(long handle) {
    return handles.actual(handle);
  }

  /** The run's number for a future of the recording. */
  public long actualFuture(long future) {
    return futures.actual(future);
  }

  /** Whether that future of the recording may be the run's of that number. */
  public boolean mayBe(long recorded, long actual) {
    return futures.match(recorded, actual);
  }

  /**
   * The run's next event.
   *
   * @param deadline of a timer, on the clock of the recording; else 0
   * @return the recording's event that it is; null where it is physical, or the recording has no
   *     such event there: see {@link #divergence}
   */
  public @Nullable TraceEvent follow(TraceEvent actual, long deadline) {
    if (divergence != null || (actual instanceof TraceEvent.Warn warn && warn.isPhysical())) {
      return null;
    }
    TraceEvent expected = actual instanceof TraceEvent.Idle ? script.peek() : script.peekAwake();
    if (actual instanceof TraceEvent.Idle && !(expected instanceof TraceEvent.Idle)) {
      return null;
    }
    if (expected == null) {
      if (script.broken() == null) {
        diverge(Kind.EXTRA, "", null, actual);
      }
      return null;
    }
    String aspect = difference(expected, actual, deadline);
    if (aspect != null) {
      diverge(kind(expected, actual, aspect), aspect, expected, actual);
      return null;
    }
    script.advance();
    events++;
    bind(expected, actual);
    moveOn(expected);
    return expected;
  }

  private void moveOn(TraceEvent expected) {
    if (!slept) {
      longest = Math.max(longest, expected.t() - time);
    }
    slept = expected instanceof TraceEvent.Idle;
    time = Math.max(time, expected.t());
    last = expected;
    noteHandover(expected);
  }

  /** Which slices follow from another thread's hand-over: its own, and those that it woke. */
  private void noteHandover(TraceEvent event) {
    switch (event) {
      case TraceEvent.Enqueue e when e.why() == Why.THREAD -> arrivals.add(e.handle());
      case TraceEvent.Enqueue e when arriving -> woken.add(e.handle());
      case TraceEvent.Callback e -> {
        arriving = arrivals.remove(e.handle());
        followsArrival = arriving || woken.remove(e.handle());
      }
      case TraceEvent.Resume e -> followsArrival = woken.remove(e.handle());
      case TraceEvent.Return _ -> arriving = false;
      default -> {}
    }
  }

  // -- the same or not ----------------------------------------------------------------------------

  /** The key in which the two differ, "event" where it is another kind; null for none. */
  private @Nullable String difference(TraceEvent expected, TraceEvent actual, long deadline) {
    if (!expected.ev().equals(actual.ev())) {
      return "event";
    }
    List<Shape.Field> left = Shape.of(expected);
    List<Shape.Field> right = Shape.of(actual);
    if (left.size() != right.size()) {
      return "waiting";
    }
    boolean withheld = expected instanceof TraceEvent.Input input && input.withheld();
    for (int i = 0; i < left.size(); i++) {
      if (!same(left.get(i), right.get(i))) {
        String key = left.get(i).key();
        return withheld && (key.equals("value") || key.equals("error")) ? WITHHELD : key;
      }
    }
    if (withheld) {
      return WITHHELD;
    }
    return expected instanceof TraceEvent.Timer timer && !isDelay(timer, deadline) ? "delay" : null;
  }

  private boolean same(Shape.Field left, Shape.Field right) {
    Twins twins = twins(left.space());
    return twins == null
        ? Objects.equals(left.value(), right.value())
        : twins.match(left.id(), right.id());
  }

  private @Nullable Twins twins(Shape.Space space) {
    return switch (space) {
      case NONE -> null;
      case FUTURE -> futures;
      case HANDLE -> handles;
      case OBJECT -> objects;
    };
  }

  /**
   * To a run time stands still between two events, so that it may find a deadline that is earlier,
   * by the time between two events at most.
   */
  private boolean isDelay(TraceEvent.Timer expected, long deadline) {
    long earlier = expected.t() + expected.delay() - deadline;
    long most = virtual ? 0 : Math.max(longest, expected.t() - time);
    return earlier >= 0 && earlier <= most;
  }

  private void bind(TraceEvent expected, TraceEvent actual) {
    List<Shape.Field> left = Shape.of(expected);
    List<Shape.Field> right = Shape.of(actual);
    for (int i = 0; i < left.size(); i++) {
      Twins twins = twins(left.get(i).space());
      if (twins != null) {
        twins.bind(left.get(i).id(), right.get(i).id());
      }
    }
  }

  // -- what kind of difference --------------------------------------------------------------------

  private Kind kind(TraceEvent expected, TraceEvent actual, String aspect) {
    if (aspect.equals("event")) {
      return kindOfOther(expected, actual);
    }
    return switch (actual) {
      case TraceEvent.Resume _ -> Kind.OTHER_ENTRY;
      case TraceEvent.Callback _ -> Kind.OTHER_ENTRY;
      case TraceEvent.Enqueue e when aspect.equals("why") || aspect.equals("of") ->
          e.task() == 0 ? Kind.OTHER_CONTENT : Kind.OTHER_CAUSE;
      case TraceEvent.Pause _ when aspect.equals("task") -> missingOrExtra(actual);
      case TraceEvent.Pause _ -> Kind.OTHER_WAIT;
      case TraceEvent.Done _ when aspect.equals("outcome") || aspect.equals("error") ->
          Kind.OTHER_OUTCOME;
      case TraceEvent.Return _ when aspect.equals("error") -> Kind.OTHER_OUTCOME;
      case TraceEvent.LoopState _ when !aspect.equals("state") -> Kind.OTHER_CONTENT;
      case TraceEvent.Mark _ when aspect.equals("attrs") -> Kind.OTHER_CONTENT;
      case TraceEvent.Input _ when aspect.equals(WITHHELD) -> Kind.WITHHELD_INPUT;
      case TraceEvent.Input _ when !aspect.equals("task") -> Kind.OTHER_INPUT;
      case TraceEvent.Timer _ when aspect.equals("delay") -> Kind.OTHER_CONTENT;
      default -> missingOrExtra(actual);
    };
  }

  private Kind kindOfOther(TraceEvent expected, TraceEvent actual) {
    if (isEntry(expected) && isEntry(actual)) {
      return Kind.OTHER_ENTRY;
    }
    boolean taskEnds = actual instanceof TraceEvent.Done done && done.task() != 0;
    if (taskEnds && expected instanceof TraceEvent.Pause) {
      return Kind.ENDED_EARLY;
    }
    if (actual instanceof TraceEvent.LoopState) {
      return Kind.ENDED_EARLY;
    }
    return missingOrExtra(actual);
  }

  private static boolean isEntry(TraceEvent event) {
    return event instanceof TraceEvent.Resume || event instanceof TraceEvent.Callback;
  }

  /** Where the recording has it a little later, what should come first does not happen. */
  private Kind missingOrExtra(TraceEvent actual) {
    for (TraceEvent later : script.ahead(FAR)) {
      String aspect = difference(later, actual, 0);
      if (aspect == null || aspect.equals("delay")) {
        return Kind.MISSING;
      }
    }
    return Kind.EXTRA;
  }

  private void diverge(
      Kind kind, String aspect, @Nullable TraceEvent expected, @Nullable TraceEvent actual) {
    TraceEvent at = expected == null ? last : expected;
    divergence =
        new Divergence(
            kind,
            loop,
            at == null ? 0 : at.seq(),
            actual == null ? 0 : actual.seq(),
            aspect.equals("event") ? "" : aspect,
            expected,
            actual,
            hint(aspect));
  }

  private String hint(String aspect) {
    if (aspect.equals("attrs") || aspect.equals("delay") || aspect.equals("error")) {
      return "a value that was not recorded may differ: a clock, chance, a file, the environment";
    }
    if (followsArrival) {
      return "it follows a hand-over from another thread, whose work is not recorded";
    }
    return "";
  }

  // -- what does not happen -----------------------------------------------------------------------

  /** The run cannot do what is to come next. */
  public void impossible() {
    TraceEvent expected = divergence == null ? script.peekAwake() : null;
    if (expected != null) {
      boolean handover = expected instanceof TraceEvent.Enqueue e && e.why() == Why.THREAD;
      diverge(handover ? Kind.NO_HANDOVER : Kind.MISSING, "", expected, null);
    }
  }

  /** The run is over. */
  public void over() {
    TraceEvent expected = divergence == null ? script.peekAwake() : null;
    if (expected != null) {
      diverge(Kind.NOT_USED_UP, "", expected, null);
    }
  }

  /** How many events of the recording were met. */
  long events() {
    return events;
  }

  /** How many loops the recording has; reads it to its end. */
  public int loops() {
    return script.countLoops();
  }

  @Override
  public void close() {
    script.close();
  }
}
