package dev.rondo.trace.model;

import dev.rondo.trace.Outcome;
import dev.rondo.trace.TraceEvent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says in a plain sentence what an event is, with names for numbers. Ask it right after the event
 * was applied to the loop's model.
 */
public final class Narration {
  private final Names loop;

  private Narration(Names loop) {
    this.loop = loop;
  }

  /**
   * The sentence for {@code event}, without a full stop.
   *
   * @param loop the model of its loop, to which the event was applied last
   */
  public static String of(TraceEvent event, Names loop) {
    return new Narration(loop).sentence(event);
  }

  /**
   * The sentence for a slice and why it ran, without a full stop.
   *
   * @param loop the model of its loop, at or after that slice
   */
  public static String of(Slice slice, Names loop) {
    return new Narration(loop).ran(slice);
  }

  private String ran(Slice slice) {
    String what = slice.task() == 0 ? callback(slice.name()) : slice.name();
    String where =
        " ran from seq " + slice.begin() + (slice.end() == 0 ? "" : " to " + slice.end());
    Cause cause = slice.cause();
    return what + where + (cause == null ? "" : ", " + because(slice, cause));
  }

  private String because(Slice slice, Cause cause) {
    String at = " at seq " + cause.seq();
    return switch (cause.why()) {
      case START ->
          slice.eager()
              ? "started at once by its creator"
              : "queued" + at + " for its first step" + outside(cause);
      case YIELD -> "because it had yielded";
      case DONE ->
          (slice.task() == 0 ? "queued" : "woken")
              + at
              + " because "
              + awaited(cause)
              + " was done"
              + outside(cause);
      case SOON -> "queued" + at + outside(cause);
      case TIMER ->
          "due" + at + (cause.timer() == null ? "" : ", a timer set at seq " + cause.timer().seq());
      case IO -> "queued" + at + " because a channel was ready";
      case THREAD -> "handed over" + at + " by another thread";
      case ERROR -> "woken" + at + " to get an error";
    };
  }

  private static String outside(Cause cause) {
    return cause.isRoot() ? ", from outside any slice" : "";
  }

  /** A duration as people read it: {@code 900 ns}, {@code 1.5 ms}, {@code 20 s}. */
  public static String duration(long nanos) {
    long size = Math.abs(nanos);
    if (size < 1_000) {
      return nanos + " ns";
    }
    if (size < 1_000_000) {
      return scaled(nanos, 1_000) + " us";
    }
    return size < 1_000_000_000
        ? scaled(nanos, 1_000_000) + " ms"
        : scaled(nanos, 1_000_000_000) + " s";
  }

  private static String scaled(long nanos, long unit) {
    return BigDecimal.valueOf(nanos)
        .divide(BigDecimal.valueOf(unit), 3, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }

  private String sentence(TraceEvent event) {
    return switch (event) {
      case TraceEvent.LoopState e ->
          "the loop is " + e.state().text() + (e.setup() == null ? "" : ", " + e.setup());
      case TraceEvent.TaskCreated e -> created(e);
      case TraceEvent.Enqueue e -> enqueued(e);
      case TraceEvent.Resume e ->
          task(e.task())
              + (e.eager() ? " starts at once, in its creator's slice" : " gets control");
      case TraceEvent.Pause e -> paused(e);
      case TraceEvent.Done e ->
          (e.task() != 0 ? task(e.task()) : future(e.future())) + ended(e.outcome(), e.error());
      case TraceEvent.Await e ->
          task(e.task())
              + " awaits "
              + waited(e.on(), e.what())
              + ", which is done already: it keeps control";
      case TraceEvent.Listen e -> "callback " + e.callback() + " is added to " + future(e.future());
      case TraceEvent.Use e -> by(e.task()) + e.what() + ": " + e.op();
      case TraceEvent.Callback e -> "callback " + e.name() + " runs";
      case TraceEvent.Return e -> returned(e);
      case TraceEvent.Timer e ->
          "a timer for " + callback(e.callback()) + " is set, due in " + duration(e.delay());
      case TraceEvent.Cancel e -> cancelled(e);
      case TraceEvent.Enter e ->
          task(e.task()) + " awaits coroutine " + e.coro() + " in place: it keeps control";
      case TraceEvent.Exit e -> "coroutine " + e.coro() + " ends, " + task(e.task()) + " goes on";
      case TraceEvent.Idle e -> "the loop slept for " + duration(e.ns());
      case TraceEvent.Mark e -> by(e.task()) + "mark " + e.name();
      case TraceEvent.Input e -> by(e.task()) + "input " + e.name() + came(e);
      case TraceEvent.Warn e -> "warning " + e.code() + (e.text() == null ? "" : ": " + e.text());
      case TraceEvent.Stall e -> stalled(e);
      case TraceEvent.Lost e -> e.count() + " events were lost here";
      case TraceEvent.Unknown e -> "an event of the unknown kind " + e.ev();
      case TraceEvent.Malformed e -> "a malformed event: " + e.problem();
    };
  }

  private static String came(TraceEvent.Input e) {
    if (e.error() != null) {
      return " failed: " + e.error();
    }
    return e.withheld() && e.value() == null ? ", withheld" : " is " + e.value();
  }

  private String created(TraceEvent.TaskCreated e) {
    String what =
        "task " + e.name() + (e.name().equals(e.coro()) ? "" : " (coroutine " + e.coro() + ")");
    return e.parent() == 0 ? what + " is created" : task(e.parent()) + " creates " + what;
  }

  private String enqueued(TraceEvent.Enqueue e) {
    String what = e.task() != 0 ? task(e.task()) : callback(e.callback());
    return switch (e.why()) {
      case START -> what + " is put in the ready queue for its first step";
      case YIELD -> what + " goes straight back to the tail of the ready queue";
      case DONE ->
          awaited(e)
              + " is done: "
              + (e.task() != 0
                  ? "its callback puts " + what + " back in the queue"
                  : what + " is put in the queue");
      case SOON -> what + " is put in the ready queue";
      case TIMER -> due(e) + what + " is put in the ready queue";
      case IO -> "a channel is ready: " + what + " is put in the ready queue";
      case THREAD -> "another thread hands over " + what;
      case ERROR -> what + " is put in the ready queue to get an error";
    };
  }

  private String paused(TraceEvent.Pause e) {
    String within = e.chain().size() > 1 ? " in " + String.join(" > ", e.chain()) : "";
    return e.on() == 0
        ? task(e.task()) + " yields" + within
        : task(e.task()) + " pauses" + within + " until " + waited(e.on(), e.what()) + " is done";
  }

  private String returned(TraceEvent.Return e) {
    String name = loop.returning(e.handle(), e.seq());
    String what = name != null ? "callback " + name : "callback of entry " + e.handle();
    return what + (e.error() == null ? " returns" : " raises " + e.error());
  }

  private String cancelled(TraceEvent.Cancel e) {
    String by = e.by() == 0 ? "" : " by " + task(e.by());
    if (e.handle() != 0) {
      return "entry " + e.handle() + " is withdrawn" + by;
    }
    return "cancellation of "
        + (e.task() != 0 ? task(e.task()) : future(e.future()))
        + " is requested"
        + by;
  }

  private String stalled(TraceEvent.Stall e) {
    return e.waiting().stream()
        .map(this::task)
        .collect(Collectors.joining(", ", "nothing can ever run again; waiting: ", ""));
  }

  private static String ended(Outcome outcome, @Nullable String error) {
    return switch (outcome) {
      case RETURNED -> " is done";
      case RAISED -> " raises " + (error == null ? "an error" : error);
      case CANCELLED -> " is cancelled";
    };
  }

  private String due(TraceEvent.Enqueue e) {
    long set = loop.timerSet(e.handle());
    return set == 0 ? "a deadline is reached: " : "the timer set at seq " + set + " is due: ";
  }

  private String awaited(Cause cause) {
    return cause.what() == null ? future(cause.of()) : waited(cause.of(), cause.what());
  }

  /**
   * The future whose completion put a task in the queue, by what the task said it was waiting for.
   */
  private String awaited(TraceEvent.Enqueue e) {
    String what = e.task() == 0 ? null : loop.awaitedBy(e.task(), e.of());
    return what == null ? future(e.of()) : waited(e.of(), what);
  }

  private String waited(long id, String what) {
    return loop.taskName(id) != null ? task(id) : what.equals("future") ? "future " + id : what;
  }

  private String task(long id) {
    String name = loop.taskName(id);
    return name == null ? "task " + id : name;
  }

  private String future(long id) {
    String name = loop.taskName(id);
    return name == null ? "future " + id : name;
  }

  private String by(long task) {
    return task == 0 ? "" : task(task) + ": ";
  }

  private static String callback(@Nullable String name) {
    return name == null ? "a callback" : "callback " + name;
  }
}
