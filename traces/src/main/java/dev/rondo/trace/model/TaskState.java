package dev.rondo.trace.model;

import dev.rondo.trace.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a task is in its life.
 *
 * <pre>
 *   Created ──► Ready ──► Running ──► Done
 *      │          ▲          │ ▲
 *      │          └─ Paused ◄┘ │
 *      └───── eager ───────────┘
 * </pre>
 */
public sealed interface TaskState {

  /** The event that brought the task into this state. */
  long seq();

  /** Since when it is so, in nanoseconds of the trace. */
  long since();

  /**
   * One word for it: {@code created}, {@code ready}, {@code running}, {@code paused}, {@code done}.
   */
  String text();

  /** Made, and not in the ready queue yet. */
  record Created(long seq, long since) implements TaskState {
    @Override
    public String text() {
      return "created";
    }
  }

  /** In the ready queue as {@code handle}, because of {@code cause}. */
  record Ready(long seq, long since, long handle, Cause cause) implements TaskState {
    @Override
    public String text() {
      return "ready";
    }
  }

  /** In control, or the creator of an eager task in control; the slice began with {@code seq}. */
  record Running(long seq, long since) implements TaskState {
    @Override
    public String text() {
      return "running";
    }
  }

  /**
   * Paused on the future {@code on} (0 for a bare yield), which is {@code what}; {@code chain}
   * holds the coroutines awaited in place, outermost first, and is empty where there is only the
   * task's own.
   */
  record Paused(long seq, long since, long on, String what, List<String> chain)
      implements TaskState {
    public Paused {
      chain = List.copyOf(chain);
    }

    @Override
    public String text() {
      return "paused";
    }
  }

  /** Finished. */
  record Done(long seq, long since, Outcome outcome, @Nullable String error) implements TaskState {
    @Override
    public String text() {
      return "done";
    }
  }
}
