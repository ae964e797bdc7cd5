package dev.rondo.trace.lint;

/**
 * A kind of finding. The {@link #id} is stable: scripts may rely on it. Most have a threshold, in
 * the unit that {@link #unit} tells.
 */
public enum Check {
  SLOW_SLICE("slow-slice", "a slice had control for long", Unit.TIME, 100_000_000),
  OUTLIER("outlier", "a slice took many times as long as nearly all others", Unit.TIMES, 20),
  LONG_TURN("long-turn", "a turn of the loop took long by many slices", Unit.TIME, 200_000_000),
  STARVATION(
      "starvation",
      "a task or callback was ready for long before its turn",
      Unit.TIME,
      100_000_000),
  NEVER_AWAITED("never-awaited", "a coroutine was made and never run", Unit.NONE, 0),
  NEVER_RETRIEVED("never-retrieved", "nobody looked at an error", Unit.NONE, 0),
  WARNING("warning", "the runtime warned of something else", Unit.NONE, 0),
  OUTLIVES_PARENT(
      "outlives-parent", "a task that nobody awaits outlives its creator", Unit.NONE, 0),
  WAIT_CYCLE("wait-cycle", "tasks wait for each other in a circle", Unit.NONE, 0),
  SERIAL_AWAITS(
      "serial-awaits", "awaits one after the other that could overlap", Unit.TIME, 10_000_000),
  NEVER_CEDED("never-ceded", "an await gave up control in none of its runs", Unit.COUNT, 10),
  NEEDLESS_LOCK("needless-lock", "a lock was never held over a pause", Unit.COUNT, 3),
  SWALLOWED_CANCEL(
      "swallowed-cancel", "a task was cancelled and returned all the same", Unit.NONE, 0),
  INCOMPLETE("incomplete", "the trace lacks events", Unit.NONE, 0);

  /** What a threshold counts. */
  public enum Unit {
    /** Nanoseconds. */
    TIME,
    /** How many times as long. */
    TIMES,
    /** How often. */
    COUNT,
    /** There is no threshold. */
    NONE
  }

  private final String id;
  private final String text;
  private final Unit unit;
  private final long threshold;

  Check(String id, String text, Unit unit, long threshold) {
    this.id = id;
    this.text = text;
    this.unit = unit;
    this.threshold = threshold;
  }

  /** The stable name that findings show. */
  public String id() {
    return id;
  }

  /** What is found, in a few words. */
  public String text() {
    return text;
  }

  /** What the threshold counts. */
  public Unit unit() {
    return unit;
  }

  /** From which value on there is a finding, where nobody says otherwise; 0 where there is none. */
  public long threshold() {
    return threshold;
  }
}
