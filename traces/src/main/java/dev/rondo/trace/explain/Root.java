package dev.rondo.trace.explain;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.Why;

/** Where a chain of causes begins: what there is before its first event. */
public enum Root {
  /** The program around the loop: what runs before the loop and between its runs. */
  PROGRAM("the program around the loop"),
  /** Another thread of the program: an input. */
  THREAD("another thread, an input"),
  /** A channel that became ready: an input. */
  CHANNEL("a channel that became ready, an input"),
  /** Something that the trace does not have, or does not tell. */
  UNTOLD("something that the trace does not tell");

  private final String text;

  Root(String text) {
    this.text = text;
  }

  /** It in words. */
  public String text() {
    return text;
  }

  /** What led to the first event of a chain. */
  static Root of(TraceEvent first) {
    return switch (first) {
      case TraceEvent.Enqueue e -> of(e.why());
      case TraceEvent.TaskCreated e -> e.parent() == 0 ? PROGRAM : UNTOLD;
      case TraceEvent.Cancel e -> e.by() == 0 ? PROGRAM : UNTOLD;
      case TraceEvent.Timer _,
          TraceEvent.LoopState _,
          TraceEvent.Listen _,
          TraceEvent.Mark _,
          TraceEvent.Input _,
          TraceEvent.Use _,
          TraceEvent.Done _ ->
          PROGRAM;
      default -> UNTOLD;
    };
  }

  private static Root of(Why why) {
    return switch (why) {
      case SOON -> PROGRAM;
      case IO -> CHANNEL;
      case THREAD -> THREAD;
      case START, YIELD, DONE, TIMER, ERROR -> UNTOLD;
    };
  }
}
