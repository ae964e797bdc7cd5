package dev.rondo.trace;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One event line of a trace. The kinds and their keys are those of the format; ids are positive,
 * and 0 stands for an id that the line does not have. Immutable, but for nothing: share freely
 * between threads.
 */
public sealed interface TraceEvent {

  /** The kinds that the format knows, as it spells them. */
  List<String> KINDS =
      List.of(
          "loop",
          "task",
          "enqueue",
          "resume",
          "pause",
          "done",
          "await",
          "listen",
          "use",
          "callback",
          "return",
          "timer",
          "cancel",
          "enter",
          "exit",
          "idle",
          "mark",
          "input",
          "warn",
          "stall",
          "lost");

  /** The position in its loop's sequence: 1, 2, 3 …; a gap means lost events. */
  long seq();

  /** Nanoseconds since the trace's start, on the loop's own clock. */
  long t();

  /** The loop's number within the trace, from 1. */
  int loop();

  /** The kind, as the format spells it. */
  String ev();

  /** The loop changed state; {@code setup} tells what it has otherwise than the header says. */
  record LoopState(
      long seq,
      long t,
      int loop,
      Phase state,
      @Nullable String thread,
      @Nullable String name,
      @Nullable LoopSetup setup)
      implements TraceEvent {

    /** Of a loop that has everything as the header says, or has told before. */
    public LoopState(
        long seq, long t, int loop, Phase state, @Nullable String thread, @Nullable String name) {
      this(seq, t, loop, state, thread, name, null);
    }

    @Override
    public String ev() {
      return "loop";
    }
  }

  /**
   * A task was created, by the task {@code parent} if that is not 0, at the source line {@code at}.
   */
  record TaskCreated(
      long seq,
      long t,
      int loop,
      long task,
      String name,
      String coro,
      long parent,
      @Nullable String at)
      implements TraceEvent {
    @Override
    public String ev() {
      return "task";
    }
  }

  /**
   * An entry was put at the tail of the ready queue: a step of {@code task}, or, where that is 0,
   * the plain callback named {@code callback}. Where another thread handed it over, {@code
   * recipient} is the future that it is to complete, or 0.
   */
  record Enqueue(
      long seq,
      long t,
      int loop,
      long handle,
      long task,
      @Nullable String callback,
      Why why,
      long of,
      long recipient)
      implements TraceEvent {

    /** One that is for no future. */
    public Enqueue(
        long seq,
        long t,
        int loop,
        long handle,
        long task,
        @Nullable String callback,
        Why why,
        long of) {
      this(seq, t, loop, handle, task, callback, why, of, 0);
    }

    @Override
    public String ev() {
      return "enqueue";
    }
  }

  /** The loop gave a task control. An eager first step has no handle (0). */
  record Resume(long seq, long t, int loop, long handle, long task, boolean eager)
      implements TraceEvent {
    @Override
    public String ev() {
      return "resume";
    }
  }

  /**
   * The task gave control back, not finished. {@code on} is 0 for a bare yield; {@code chain} is
   * empty where no coroutine is awaited in place, and else begins with the task's own.
   */
  record Pause(long seq, long t, int loop, long task, long on, String what, List<String> chain)
      implements TraceEvent {
    public Pause {
      chain = List.copyOf(chain);
    }

    @Override
    public String ev() {
      return "pause";
    }
  }

  /** A task finished, or (where {@code task} is 0) a plain future that nobody waited for. */
  record Done(
      long seq, long t, int loop, long task, long future, Outcome outcome, @Nullable String error)
      implements TraceEvent {
    @Override
    public String ev() {
      return "done";
    }
  }

  /** The task awaited a future that was done already: control was not ceded. */
  record Await(long seq, long t, int loop, long task, long on, String what) implements TraceEvent {
    @Override
    public String ev() {
      return "await";
    }
  }

  /** A plain callback was added to a future. */
  record Listen(long seq, long t, int loop, long future, String callback) implements TraceEvent {
    @Override
    public String ev() {
      return "listen";
    }
  }

  /** An operation on a synchronisation object, or on state noted by the program, took effect. */
  record Use(long seq, long t, int loop, long task, long object, String what, String op)
      implements TraceEvent {
    @Override
    public String ev() {
      return "use";
    }
  }

  /** A plain callback starts to run. */
  record Callback(long seq, long t, int loop, long handle, String name, long of)
      implements TraceEvent {
    @Override
    public String ev() {
      return "callback";
    }
  }

  /** That callback returned, or raised {@code error}. */
  record Return(long seq, long t, int loop, long handle, @Nullable String error)
      implements TraceEvent {
    @Override
    public String ev() {
      return "return";
    }
  }

  /** A timer was set; {@code delay} is its deadline minus {@code t}, in nanoseconds. */
  record Timer(long seq, long t, int loop, long handle, long delay, @Nullable String callback)
      implements TraceEvent {
    @Override
    public String ev() {
      return "timer";
    }
  }

  /**
   * Cancellation of a task or future was requested, or an entry or timer withdrawn (a handle): one
   * of the three ids is not 0.
   */
  record Cancel(long seq, long t, int loop, long task, long future, long handle, long by)
      implements TraceEvent {
    @Override
    public String ev() {
      return "cancel";
    }
  }

  /** A coroutine is awaited in place. */
  record Enter(long seq, long t, int loop, long task, String coro) implements TraceEvent {
    @Override
    public String ev() {
      return "enter";
    }
  }

  /** A coroutine awaited in place ended. */
  record Exit(long seq, long t, int loop, long task, String coro) implements TraceEvent {
    @Override
    public String ev() {
      return "exit";
    }
  }

  /** The loop slept in its selector that long. */
  record Idle(long seq, long t, int loop, long ns) implements TraceEvent {
    @Override
    public String ev() {
      return "idle";
    }
  }

  /**
   * The program's own note. {@code attrs} holds JSON values: strings, numbers, booleans, null,
   * lists, maps.
   */
  record Mark(
      long seq, long t, int loop, long task, String name, Map<String, @Nullable Object> attrs)
      implements TraceEvent {
    @Override
    public String ev() {
      return "mark";
    }
  }

  /**
   * The program took a value from outside, called {@code name}: {@code value}, a JSON value as in
   * {@link Mark}, or, where its source failed, {@code error}.
   *
   * @param withheld whether a filter left the value or error out, or wrote another in its place
   */
  record Input(
      long seq,
      long t,
      int loop,
      long task,
      String name,
      @Nullable Object value,
      @Nullable String error,
      boolean withheld)
      implements TraceEvent {
    @Override
    public String ev() {
      return "input";
    }
  }

  /** The runtime noticed something. */
  record Warn(
      long seq, long t, int loop, String code, long task, long handle, @Nullable String text)
      implements TraceEvent {
    /** The recorder made the loop wait for the file. */
    public static final String WAITED = "waited";

    /** The recording ended here, since the file reached its limit. */
    public static final String LIMIT = "limit";

    private static final Set<String> PHYSICAL =
        Set.of(
            "slow", "blocked", "never-awaited", "never-retrieved", "wrong-thread", WAITED, LIMIT);

    /**
     * Whether time, the garbage collector, another thread or the recording decides when it comes.
     */
    public boolean isPhysical() {
      return PHYSICAL.contains(code);
    }

    @Override
    public String ev() {
      return "warn";
    }
  }

  /** Virtual clock only: nothing is ready, timed, or able to wake the loop from outside. */
  record Stall(long seq, long t, int loop, List<Long> waiting) implements TraceEvent {
    public Stall {
      waiting = List.copyOf(waiting);
    }

    @Override
    public String ev() {
      return "stall";
    }
  }

  /** That many events were dropped here, because the recorder was told to drop rather than wait. */
  record Lost(long seq, long t, int loop, long count) implements TraceEvent {
    @Override
    public String ev() {
      return "lost";
    }
  }

  /** A kind that this version does not know, kept as it was read; not an error. */
  record Unknown(long seq, long t, int loop, String ev, String raw) implements TraceEvent {}

  /**
   * A line that is a JSON object but not a well-formed event: a key is missing, twice there, or of
   * the wrong type. What could be read of the first four keys is kept, else 0 or "".
   */
  record Malformed(long seq, long t, int loop, String ev, String problem, String raw)
      implements TraceEvent {}
}
