package dev.rondo.cli;

import static dev.rondo.trace.model.Narration.duration;

import dev.rondo.trace.model.LoopModel;
import dev.rondo.trace.model.LoopSnapshot;
import dev.rondo.trace.model.PendingTimer;
import dev.rondo.trace.model.ReadyHandle;
import dev.rondo.trace.model.Slice;
import dev.rondo.trace.model.TaskSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The state of a loop on a part of a screen: what runs, and three panels, of which one has the room
 * that the others leave and can be scrolled.
 */
final class StatePanels {
  private enum Panel {
    TASKS,
    READY,
    TIMERS
  }

  /** What stands left of the panels. */
  private static final int LABEL = 10;

  private static final int WIDEST_NAME = 24;

  private final Console console;
  private Panel large = Panel.TASKS;
  private int scrolled;
  private int page = 1;

  StatePanels(Console console) {
    this.console = console;
  }

  /** Gives the room to the next panel. */
  void next() {
    large =
        switch (large) {
          case TASKS -> Panel.READY;
          case READY -> Panel.TIMERS;
          case TIMERS -> Panel.TASKS;
        };
    scrolled = 0;
  }

  /** Scrolls the large panel by a page. */
  void scroll(int pages) {
    scrolled = Math.max(0, scrolled + pages * page);
  }

  /** Goes back to where the large panel begins. */
  void top() {
    scrolled = 0;
  }

  /**
   * Adds the lines of all panels.
   *
   * @param task the task that the event is about, which is marked
   * @param room how many lines there may be
   */
  void lines(LoopModel loop, long task, int width, int room, List<String> to) {
    LoopSnapshot state = loop.snapshot();
    Naming naming = new Naming(loop);
    List<String> all = new ArrayList<>();
    running(state, naming, width, all);
    int left = room - all.size();
    List<Row> ready = ready(state, naming, width);
    List<Row> timers = timers(state, width);
    List<Row> tasks = tasks(state, task, naming, width);
    int few = Math.max(1, left / 5);
    int readyRows = rows(Panel.READY, ready.size(), few);
    int timerRows = rows(Panel.TIMERS, timers.size(), Math.max(1, few - 1));
    int taskRows = rows(Panel.TASKS, tasks.size(), few + 1);
    int rest = left - readyRows - timerRows - taskRows;
    int used = large == Panel.READY ? ready.size() : timers.size();
    if (large != Panel.TASKS && used < rest) {
      taskRows += rest - Math.max(1, used);
    }
    panel("ready " + state.ready().size(), ready, readyRows, rest, Panel.READY, all);
    panel("timers " + state.timers().size(), timers, timerRows, rest, Panel.TIMERS, all);
    panel("tasks " + state.counts().tasks(), tasks, taskRows, rest, Panel.TASKS, all);
    to.addAll(all.subList(0, Math.clamp(room, 0, all.size())));
  }

  /** How many lines a panel has that is not the large one. */
  private int rows(Panel panel, int entries, int most) {
    return panel == large ? 0 : Math.clamp(entries, 1, most);
  }

  private Row labelled(String label, boolean strong, int width) {
    Row row = new Row(console, width);
    String padded = " " + Plain.pad(label, LABEL - 1);
    return strong ? row.add(Colour.STRONG, padded) : row.add(Colour.FAINT, padded);
  }

  private void panel(
      String name, List<Row> content, int rows, int rest, Panel panel, List<String> to) {
    boolean isLarge = panel == large;
    int room = isLarge ? rest : rows;
    if (room <= 0) {
      return;
    }
    int from = 0;
    if (isLarge) {
      page = Math.max(1, room - 1);
      scrolled = Math.clamp(scrolled, 0, Math.max(0, content.size() - room));
      from = scrolled;
    }
    int shown = Math.min(room, content.size() - from);
    boolean more = from + shown < content.size();
    for (int i = 0; i < Math.max(shown, 1); i++) {
      String label = i == 0 ? name : i == 1 && from > 0 ? "+" + from + " above" : "";
      String left = labelled(label, isLarge, LABEL).text();
      if (content.isEmpty()) {
        to.add(left + Colour.FAINT.on(console, "none"));
      } else if (more && i == shown - 1) {
        to.add(left + Colour.FAINT.on(console, "and " + (content.size() - from - i) + " more"));
      } else {
        to.add(left + content.get(from + i).text());
      }
    }
  }

  private void running(LoopSnapshot state, Naming naming, int width, List<String> to) {
    String label = "running";
    for (Slice slice : state.running()) {
      Row row = labelled(label, true, width);
      row.add(Colour.RUNNING, who(slice.task(), slice.name(), naming));
      row.add(" since seq %d, for %s".formatted(slice.begin(), duration(slice.run())));
      row.add(slice.cause() == null ? "" : ", because " + why(slice, naming));
      to.add(row.text());
      label = "";
    }
    if (state.running().isEmpty()) {
      to.add(labelled(label, true, width).add(Colour.FAINT, "nothing").text());
    }
  }

  private static String why(Slice slice, Naming naming) {
    if (slice.cause() == null || slice.eager()) {
      return "it starts eagerly";
    }
    return naming.because(slice.cause(), slice.task()) + " (seq " + slice.cause().seq() + ")";
  }

  private List<Row> ready(LoopSnapshot state, Naming naming, int width) {
    List<Row> rows = new ArrayList<>();
    for (ReadyHandle entry : state.ready()) {
      rows.add(
          new Row(console, width - LABEL)
              .add((rows.size() + 1) + ". ")
              .add(Colour.READY, who(entry.task(), entry.name(), naming))
              .add(
                  " for %s, because %s (seq %d)%s"
                      .formatted(
                          duration(Math.max(0, state.t() - entry.cause().t())),
                          naming.because(entry.cause(), entry.task()),
                          entry.cause().seq(),
                          entry.thisTurn() ? "" : "; next turn")));
    }
    return rows;
  }

  private List<Row> timers(LoopSnapshot state, int width) {
    List<Row> rows = new ArrayList<>();
    for (PendingTimer timer : state.timers()) {
      long left = timer.set().deadline() - state.t();
      rows.add(
          new Row(console, width - LABEL)
              .add(left < 0 ? "overdue for " + duration(-left) : "in " + duration(left))
              .add(": ")
              .add(Colour.WAKE, timer.callback() == null ? "a callback" : timer.callback())
              .add(" (handle %d, set at seq %d)".formatted(timer.handle(), timer.set().seq())));
    }
    return rows;
  }

  /** The tasks in order of creation; those that are done come last, the latest first. */
  private List<Row> tasks(LoopSnapshot state, long current, Naming naming, int width) {
    List<TaskSnapshot> tasks = new ArrayList<>(state.tasks());
    tasks.sort(
        Comparator.comparing(TaskSnapshot::done)
            .thenComparingLong(task -> task.done() ? -task.state().seq() : 0));
    int name = tasks.stream().mapToInt(task -> Plain.width(task.title())).max().orElse(0);
    int widest = Math.min(Math.max(name, 4), Math.min(WIDEST_NAME, width / 3));
    return tasks.stream().map(task -> task(task, current, widest, naming, width)).toList();
  }

  private Row task(TaskSnapshot task, long current, int widest, Naming naming, int width) {
    Colour colour = Naming.colour(task.state());
    String title = Plain.pad(Plain.cut(task.title(), widest, console.more()), widest);
    return new Row(console, width - LABEL)
        .add("%s%4s ".formatted(task.id() == current ? ">" : " ", "#" + task.id()))
        .add(task.id() == current ? Colour.STRONG : Colour.FAINT, title)
        .add(" ")
        .add(colour, "%-7s".formatted(task.state().text()))
        .add("%11s  ".formatted(naming.since(task)))
        .add(naming.doing(task, console.arrow()));
  }

  private static String who(long task, String name, Naming naming) {
    return task == 0 ? name + "()" : naming.task(task);
  }
}
