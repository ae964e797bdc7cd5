package dev.rondo.trace.verify;

/**
 * What a trace can break. The {@link #number} is that of the rule in the format's description; 0
 * stands for the shape of the file itself. The {@link #id} is stable: scripts may rely on it.
 */
public enum Rule {
  MALFORMED(0, "malformed", "every line is a well-formed event"),
  FOOTER(0, "footer", "the footer counts the events written and those lost"),

  SEQ_GAP(1, "seq-gap", "seq has no gaps but for events that the trace says were lost"),
  SEQ_ORDER(1, "seq-order", "seq counts up, each number once"),
  TIME(1, "time", "t never decreases within a loop"),

  SLICE_OVERLAP(2, "slice-overlap", "one slice at a time"),
  SLICE_END(2, "slice-end", "a slice is ended by its own pause, done or return"),
  SLICE_OPEN(2, "slice-open", "no slice is running when the loop stops"),
  NOT_RUNNING(2, "not-running", "what a task does lies within its slice"),
  EAGER(2, "eager", "an eager first step lies inside its creator's slice"),

  HANDLE_UNKNOWN(3, "handle-unknown", "what runs or is withdrawn was enqueued, or set as a timer"),
  HANDLE_TWICE(3, "handle-twice", "an entry runs once"),
  HANDLE_WITHDRAWN(3, "handle-withdrawn", "what was withdrawn does not run"),
  HANDLE_TARGET(3, "handle-target", "an entry runs the task or callback that it was enqueued for"),
  HANDLE_ORDER(3, "handle-order", "entries run in the order in which they were enqueued"),
  HANDLE_REUSED(3, "handle-reused", "a handle's number is used for one entry or timer"),

  HANDLE_LEFT(
      4,
      "handle-left",
      "what was enqueued ran, was withdrawn, or was queued when the loop stopped"),
  HANDLE_STARVED(4, "handle-starved", "the loop does not stall while an entry is ready"),

  TASK_UNKNOWN(5, "task-unknown", "a task is created before anything happens to it"),
  TASK_TWICE(5, "task-twice", "a task is created once"),
  TASK_START(5, "task-start", "a task is enqueued with why start first, and only then"),
  TASK_ENDED(5, "task-ended", "nothing happens to a task after its done"),
  FUTURE_TWICE(5, "future-twice", "a plain future is done at most once"),

  WOKEN(6, "woken", "a paused task is enqueued because of what it paused on"),
  YIELD_LATE(6, "yield-late", "a task that yields is enqueued at once"),
  NOT_WOKEN(6, "not-woken", "a paused task is enqueued once what it paused on is done"),
  NOT_PAUSED(6, "not-paused", "only a paused task is enqueued again"),
  UNDONE(6, "undone", "a task is done before it wakes anybody"),

  TIMER_EARLY(7, "timer-early", "a timer is enqueued no earlier than its deadline"),
  TIMER_ORDER(7, "timer-order", "timers are enqueued by deadline, then by order of creation"),
  TIMER_UNKNOWN(7, "timer-unknown", "what a deadline enqueues was set as a timer, once"),
  TIMER_WITHDRAWN(7, "timer-withdrawn", "a timer that was withdrawn is not enqueued"),
  TIMER_WHY(7, "timer-why", "a timer is enqueued with why timer");

  private final int number;
  private final String id;
  private final String text;

  Rule(int number, String id, String text) {
    this.number = number;
    this.id = id;
    this.text = text;
  }

  /** The rule's number in the format's description; 0 for the shape of the file. */
  public int number() {
    return number;
  }

  /** The stable name that findings show. */
  public String id() {
    return id;
  }

  /** What is demanded. */
  public String text() {
    return text;
  }
}
