package dev.rondo.cli;

import static dev.rondo.trace.model.Narration.duration;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceHeader;
import dev.rondo.trace.Why;
import dev.rondo.trace.model.LoopModel;
import dev.rondo.trace.model.Narration;
import dev.rondo.trace.model.Slice;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How an event looks as a line: number, time, kind, and what happens to whom. */
final class EventLine {
  private final Console console;
  private final boolean explain;
  private final int decimals;
  private int first;
  private boolean several;

  EventLine(Console console, TraceHeader header, boolean explain) {
    this.console = console;
    this.explain = explain;
    decimals = decimals(header);
  }

  /** How exact a time is shown: what is simulated is seldom finer than microseconds. */
  static int decimals(TraceHeader header) {
    return header.clock().equals("virtual") ? 3 : 6;
  }

  /** Takes note of an event, shown or not: a trace of several loops names them. */
  void learn(TraceEvent event) {
    first = first == 0 ? event.loop() : first;
    several |= event.loop() != first;
  }

  /** The whole line. */
  String line(TraceEvent event, String text) {
    String seq = (several ? event.loop() + ":" : "") + event.seq();
    String kind = colour(event).on(console, "%-8s".formatted(Plain.text(event.ev())));
    return "%7s %14s  %s %s"
        .formatted(seq, milliseconds(event.t(), decimals), kind, text)
        .stripTrailing();
  }

  /**
   * A time in milliseconds, aligned by its decimals, as {@code --from} and {@code --at} take it.
   */
  static String milliseconds(long nanos, int decimals) {
    return java.math.BigDecimal.valueOf(nanos, 6)
            .setScale(decimals, java.math.RoundingMode.HALF_EVEN)
            .toPlainString()
        + "ms";
  }

  /** What happens to whom. */
  String text(TraceEvent event, @Nullable LoopModel loop) {
    if (loop == null) {
      return event instanceof TraceEvent.Malformed e ? Plain.text(e.problem()) : "";
    }
    return Plain.text(explain ? Narration.of(event, loop) : new Words(loop).of(event));
  }

  /** The colour that goes with an event's kind. */
  static Colour colour(TraceEvent event) {
    return switch (event) {
      case TraceEvent.Resume _, TraceEvent.Callback _ -> Colour.RUNNING;
      case TraceEvent.Enqueue _ -> Colour.READY;
      case TraceEvent.Done e when e.error() != null -> Colour.FAILED;
      case TraceEvent.Return e when e.error() != null -> Colour.FAILED;
      case TraceEvent.Done _, TraceEvent.TaskCreated _ -> Colour.DONE;
      case TraceEvent.Timer _,
          TraceEvent.Listen _,
          TraceEvent.Use _,
          TraceEvent.Mark _,
          TraceEvent.Input _ ->
          Colour.WAKE;
      case TraceEvent.Cancel _,
          TraceEvent.Warn _,
          TraceEvent.Stall _,
          TraceEvent.Lost _,
          TraceEvent.Malformed _ ->
          Colour.FAILED;
      case TraceEvent.Pause _,
          TraceEvent.Await _,
          TraceEvent.Return _,
          TraceEvent.Idle _,
          TraceEvent.LoopState _,
          TraceEvent.Enter _,
          TraceEvent.Exit _,
          TraceEvent.Unknown _ ->
          Colour.FAINT;
    };
  }

  /** The event's keys in few words, with names for numbers. */
  private record Words(LoopModel loop) {

    String of(TraceEvent event) {
      return switch (event) {
        case TraceEvent.LoopState e -> e.state().text() + on(" on thread ", e.thread());
        case TraceEvent.TaskCreated e ->
            "#%d %s%s%s"
                .formatted(
                    e.task(),
                    task(e.task()),
                    e.parent() == 0 ? "" : " by " + task(e.parent()),
                    on(" at ", e.at()));
        case TraceEvent.Enqueue e -> enqueued(e);
        case TraceEvent.Resume e -> task(e.task()) + (e.eager() ? " eagerly" : "");
        case TraceEvent.Pause e -> paused(e);
        case TraceEvent.Done e ->
            id(e.task() + e.future()) + " " + e.outcome().text() + on(": ", e.error());
        case TraceEvent.Await e ->
            task(e.task()) + " on " + what(e.on(), e.what()) + ", done already";
        case TraceEvent.Listen e -> id(e.future()) + " calls back " + e.callback();
        case TraceEvent.Use e -> by(e.task()) + e.what() + " " + e.op();
        case TraceEvent.Callback e -> e.name() + (e.of() == 0 ? "" : " of " + id(e.of()));
        case TraceEvent.Return e -> returned(e) + on(" raised ", e.error());
        case TraceEvent.Timer e ->
            "handle %d%s in %s".formatted(e.handle(), on(" ", e.callback()), duration(e.delay()));
        case TraceEvent.Cancel e -> cancelled(e);
        case TraceEvent.Enter e -> task(e.task()) + " " + e.coro();
        case TraceEvent.Exit e -> task(e.task()) + " " + e.coro();
        case TraceEvent.Idle e -> duration(e.ns());
        case TraceEvent.Mark e ->
            by(e.task()) + e.name() + (e.attrs().isEmpty() ? "" : " " + Json.line(e.attrs()));
        case TraceEvent.Input e -> by(e.task()) + e.name() + came(e);
        case TraceEvent.Warn e ->
            e.code() + on(": ", e.text()) + (e.task() == 0 ? "" : " (" + task(e.task()) + ")");
        case TraceEvent.Stall e ->
            e.waiting().stream().map(this::task).collect(Collectors.joining(", ", "waiting: ", ""));
        case TraceEvent.Lost e -> e.count() + " events";
        case TraceEvent.Unknown e -> e.raw();
        case TraceEvent.Malformed e -> e.problem();
      };
    }

    private static String came(TraceEvent.Input e) {
      if (e.error() != null) {
        return " failed: " + e.error();
      }
      return e.withheld() && e.value() == null ? ", withheld" : " = " + Json.line(e.value());
    }

    private String enqueued(TraceEvent.Enqueue e) {
      String what = e.task() != 0 ? task(e.task()) : "" + e.callback();
      return what + ": " + why(e);
    }

    private String why(TraceEvent.Enqueue e) {
      return e.why() == Why.DONE ? loop.futureTitle(e.of(), e.task()) + " is done" : e.why().text();
    }

    private String paused(TraceEvent.Pause e) {
      String in = e.chain().size() > 1 ? " in " + String.join(" > ", e.chain()) : "";
      return task(e.task()) + (e.on() == 0 ? " yields" : " on " + what(e.on(), e.what())) + in;
    }

    private String returned(TraceEvent.Return e) {
      Slice slice = loop.lastEnded();
      return slice != null && slice.end() == e.seq() ? slice.name() : "handle " + e.handle();
    }

    private String cancelled(TraceEvent.Cancel e) {
      String what = e.handle() != 0 ? "handle " + e.handle() : id(e.task() + e.future());
      return what + (e.by() == 0 ? "" : " by " + task(e.by()));
    }

    private String what(long id, String what) {
      String title = loop.taskTitle(id);
      return title != null ? title : what.equals("future") ? "future " + id : what;
    }

    private String by(long task) {
      return task == 0 ? "" : task(task) + " ";
    }

    private String task(long id) {
      String title = loop.taskTitle(id);
      return title == null ? "task " + id : title;
    }

    private String id(long id) {
      String title = loop.taskTitle(id);
      return title == null ? "future " + id : title;
    }

    private static String on(String before, @Nullable String text) {
      return text == null ? "" : before + text;
    }
  }
}
