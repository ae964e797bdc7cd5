package dev.rondo.cli;

import static dev.rondo.trace.model.Narration.duration;

import dev.rondo.cli.Table.Cell;
import dev.rondo.trace.model.LoopModel;
import dev.rondo.trace.model.LoopSnapshot;
import dev.rondo.trace.model.PendingTimer;
import dev.rondo.trace.model.ReadyHandle;
import dev.rondo.trace.model.Slice;
import dev.rondo.trace.model.TaskSnapshot;
import dev.rondo.trace.model.Waiter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** How a loop at one point of its trace looks. */
final class StateView {
  private final Console console;
  private final String trace;
  private final LoopSnapshot state;
  private final Naming naming;

  StateView(Console console, String trace, LoopModel loop) {
    this.console = console;
    this.trace = trace;
    state = loop.snapshot();
    naming = new Naming(loop);
  }

  /** Prints which loop it is, and when. */
  void heading() {
    String phase = state.phase() == null ? "" : " " + state.phase().text();
    console
        .out()
        .println(
            Colour.STRONG.on(console, Plain.text(trace))
                + ": loop %d%s after seq %d, at %s, turn %d"
                    .formatted(
                        state.loop(), phase, state.seq(), duration(state.t()), state.turn()));
  }

  /** Prints what has control. */
  void running() {
    section("running", state.running().isEmpty() ? "nothing" : "");
    for (Slice slice : state.running()) {
      line(
          Colour.RUNNING.on(console, who(slice.task(), slice.name()))
              + (slice.eager() ? ", in its creator's slice" : "")
              + ", since seq %d, for %s".formatted(slice.begin(), duration(slice.run())));
    }
  }

  /** Prints the ready queue, head first. */
  void ready() {
    section("ready queue", state.ready().isEmpty() ? "empty" : "");
    int place = 1;
    for (ReadyHandle entry : state.ready()) {
      line(
          "%d. %s, because %s, since seq %d%s"
              .formatted(
                  place++,
                  Colour.READY.on(console, who(entry.task(), entry.name())),
                  Plain.text(naming.because(entry.cause(), entry.task())),
                  entry.cause().seq(),
                  entry.thisTurn() ? "" : "; next turn"));
    }
  }

  /** Prints the timers, the next first. */
  void timers() {
    section("timers", state.timers().isEmpty() ? "none" : "");
    for (PendingTimer timer : state.timers()) {
      String callback = timer.callback() == null ? "a callback" : timer.callback();
      long left = timer.set().deadline() - state.t();
      line(
          "%s: %s (handle %d), set at seq %d"
              .formatted(
                  left < 0 ? "overdue for " + duration(-left) : "due in " + duration(left),
                  Plain.text(callback),
                  timer.handle(),
                  timer.set().seq()));
    }
  }

  /** Prints the tasks, as a table. */
  void tasks() {
    if (state.tasks().isEmpty()) {
      section("tasks", "none");
      return;
    }
    Table table =
        new Table(
            console,
            "  ",
            List.of("ID", "TASK", "COROUTINE", "STATE", "FOR", "DETAIL", "WAKES"),
            Set.of("ID", "FOR"));
    state.tasks().forEach(task -> table.row(row(task)));
    table.print();
  }

  private Cell[] row(TaskSnapshot task) {
    Colour colour = Naming.colour(task.state());
    return new Cell[] {
      Cell.of(task.id()),
      Cell.of(task.name()),
      Cell.of(task.coro()),
      new Cell(task.state().text(), colour),
      Cell.of(naming.since(task)),
      new Cell(naming.doing(task, console.arrow()), colour == Colour.FAILED ? colour : null),
      Cell.of(task.waiters().stream().map(this::waiter).collect(Collectors.joining(", ")))
    };
  }

  private String waiter(Waiter waiter) {
    return waiter.task() == 0 ? waiter.name() + "()" : naming.task(waiter.task());
  }

  private String who(long task, String name) {
    return Plain.text(task == 0 ? "callback " + name : naming.task(task));
  }

  private void section(String name, String content) {
    console.out().println((Colour.STRONG.on(console, name + ":") + " " + content).stripTrailing());
  }

  private void line(String text) {
    console.out().println("  " + text);
  }
}
