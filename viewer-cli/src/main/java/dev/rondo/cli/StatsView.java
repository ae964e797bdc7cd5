package dev.rondo.cli;

import dev.rondo.cli.Table.Cell;
import dev.rondo.trace.stats.Distribution;
import dev.rondo.trace.stats.Group;
import dev.rondo.trace.stats.Measure;
import dev.rondo.trace.stats.Statistics;
import dev.rondo.trace.stats.TaskTotals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/** How statistics look: tables with bars, or one object. */
final class StatsView {
  private static final int BAR = 8;

  /** What the columns beside the name take, at most, so that the bar fits on a line. */
  private static final int BESIDE_NAME = 64;

  private static final double[] PERCENTILES = {50, 90, 99, 99.9};

  private final Console console;
  private final List<String> traces;
  private final Statistics statistics;
  private final Measure measure;
  private final int top;

  /** The statistics of those traces, with the first {@code top} by a measure. */
  StatsView(Console console, List<String> traces, Statistics statistics, Measure measure, int top) {
    this.console = console;
    this.traces = traces;
    this.statistics = statistics;
    this.measure = measure;
    this.top = top;
  }

  void print() {
    String what = traces.size() == 1 ? traces.getFirst() : Plain.count(traces.size(), "trace");
    console
        .out()
        .println(
            "%s: %s, %s, %s"
                .formatted(
                    Colour.STRONG.on(console, Plain.text(what)),
                    Plain.count(statistics.loops(), "loop"),
                    Plain.count(statistics.all().tasks(), "task"),
                    Plain.count(statistics.events(), "event")));
    overall();
    groups("COROUTINE", statistics.coroutines());
    groups("SITE", statistics.sites());
    groups("CALLBACK", statistics.callbacks());
    tasks();
    if (console.columns() > 0) {
      legend();
    }
  }

  private void overall() {
    Table table =
        new Table(
            console,
            "  ",
            List.of("", "COUNT", "TOTAL", "P50", "P90", "P99", "P99.9", "MAX"),
            Set.of("COUNT", "TOTAL", "P50", "P90", "P99", "P99.9", "MAX"));
    Group all = statistics.all();
    table.row(distribution("run", all.run(), StatsView::time));
    table.row(distribution("ready", all.ready(), StatsView::time));
    table.row(distribution("suspended", all.suspended(), StatsView::time));
    table.row(distribution("turn", statistics.turns(), StatsView::time));
    table.row(distribution("of entries", statistics.entries(), "%,d"::formatted));
    table.print();
  }

  private static Cell[] distribution(String name, Distribution values, LongFunction<String> text) {
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.of(name));
    cells.add(Cell.of("%,d".formatted(values.count())));
    cells.add(Cell.of(text.apply(values.total())));
    for (double percent : PERCENTILES) {
      cells.add(Cell.of(text.apply(values.percentile(percent))));
    }
    cells.add(Cell.of(text.apply(values.max())));
    return cells.toArray(Cell[]::new);
  }

  private void groups(String name, Map<String, Group> groups) {
    if (groups.isEmpty()) {
      return;
    }
    Table table = table(name, "TASKS");
    List<Map.Entry<String, Group>> sorted = sorted(groups);
    for (Map.Entry<String, Group> entry : sorted.stream().limit(top).toList()) {
      Group group = entry.getValue();
      table.row(
          Cell.of(shortened(entry.getKey())),
          Cell.of(group.tasks() == 0 ? "" : "%,d".formatted(group.tasks())),
          Cell.of("%,d".formatted(group.run().count())),
          Cell.of(time(group.run().total())),
          Cell.of(time(group.ready().total())),
          Cell.of(time(group.suspended().total())),
          Cell.of(time(group.run().max())),
          shares(group.run().total(), group.ready().total(), group.suspended().total()));
    }
    table.print();
    more(sorted.size());
  }

  private Table table(String name, String second) {
    console.out().println();
    return new Table(
        console,
        "  ",
        List.of(name, second, "SLICES", "RUN", "READY", "SUSP.", "LONGEST", ""),
        Set.of("TASKS", "NUMBER", "SLICES", "RUN", "READY", "SUSP.", "LONGEST"));
  }

  private String shortened(String name) {
    int room = Math.max(12, console.columns() - BESIDE_NAME);
    return console.columns() == 0 ? name : Plain.cut(Plain.text(name), room, console.more());
  }

  private List<Map.Entry<String, Group>> sorted(Map<String, Group> groups) {
    ToLongFunction<Map.Entry<String, Group>> size = entry -> measure.of(entry.getValue()).total();
    return groups.entrySet().stream()
        .sorted(Comparator.comparingLong(size).reversed().thenComparing(Map.Entry.comparingByKey()))
        .toList();
  }

  private void more(int all) {
    if (all > top) {
      console.out().println("  and %,d more".formatted(all - top));
    }
  }

  private void tasks() {
    List<TaskTotals> first = statistics.tasks().by(measure);
    if (first.isEmpty()) {
      return;
    }
    Table table = table("TASK", "NUMBER");
    for (TaskTotals task : first) {
      table.row(
          Cell.of(shortened(task.title())),
          Cell.of((statistics.loops() > 1 ? task.loop() + ":" : "") + "#" + task.task()),
          Cell.of("%,d".formatted(task.slices())),
          Cell.of(time(task.run())),
          Cell.of(time(task.ready())),
          Cell.of(time(task.suspended())),
          Cell.of(time(task.longest())),
          shares(task.run(), task.ready(), task.suspended()));
    }
    table.print();
    more(Math.toIntExact(Math.min(Integer.MAX_VALUE, statistics.all().tasks())));
  }

  /** A bar in which the three lie side by side, as in a lane of the timeline. */
  private Cell shares(long run, long ready, long suspended) {
    double all = (double) run + ready + suspended;
    if (console.columns() == 0 || all == 0) {
      return Cell.of("");
    }
    Glyphs glyphs = Glyphs.of(console.unicode());
    int ran = (int) Math.round(BAR * (run / all));
    int waited = (int) Math.round(BAR * ((run + (double) ready) / all));
    return new Cell(
        String.valueOf(glyphs.running()).repeat(ran)
            + String.valueOf(glyphs.ready()).repeat(waited - ran)
            + String.valueOf(glyphs.paused()).repeat(BAR - waited),
        null);
  }

  private void legend() {
    Glyphs glyphs = Glyphs.of(console.unicode());
    console
        .out()
        .println(
            Colour.FAINT.on(
                console,
                "%n   %s runs   %s ready   %s suspended"
                    .formatted(glyphs.running(), glyphs.ready(), glyphs.paused())));
  }

  /** A duration in three digits. */
  private static String time(long ns) {
    double[] sizes = {1e9, 1e6, 1e3};
    String[] units = {"s", "ms", "us"};
    for (int i = 0; i < sizes.length; i++) {
      double value = ns / sizes[i];
      if (value >= 0.9995) {
        int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
        return "%.{n}f %s".replace("{n}", "" + decimals).formatted(value, units[i]);
      }
    }
    return ns == 0 ? "0" : ns + " ns";
  }

  Map<String, Object> json() {
    return Json.object(
        "traces", traces,
        "loops", statistics.loops(),
        "events", statistics.events(),
        "tasks", statistics.all().tasks(),
        "run", json(statistics.all().run()),
        "ready", json(statistics.all().ready()),
        "suspended", json(statistics.all().suspended()),
        "turns", json(statistics.turns()),
        "entries", json(statistics.entries()),
        "coroutines", json(statistics.coroutines()),
        "sites", json(statistics.sites()),
        "callbacks", json(statistics.callbacks()),
        "first", statistics.tasks().by(measure).stream().map(StatsView::json).toList());
  }

  private static Map<String, Object> json(Distribution values) {
    return Json.object(
        "count", values.count(),
        "total", values.total(),
        "min", values.min(),
        "mean", values.mean(),
        "p50", values.percentile(50),
        "p90", values.percentile(90),
        "p99", values.percentile(99),
        "p999", values.percentile(99.9),
        "max", values.max());
  }

  private static Map<String, Object> json(Map<String, Group> groups) {
    Map<String, Object> objects = new LinkedHashMap<>();
    groups.forEach((name, group) -> objects.put(name, json(group)));
    return objects;
  }

  private static Map<String, Object> json(Group group) {
    return Json.object(
        "tasks", Json.id(group.tasks()),
        "run", json(group.run()),
        "ready", json(group.ready()),
        "suspended", json(group.suspended()));
  }

  private static Map<String, Object> json(TaskTotals task) {
    return Json.object(
        "trace", task.trace(),
        "loop", task.loop(),
        "task", task.task(),
        "title", task.title(),
        "coro", task.coro(),
        "at", task.at(),
        "slices", task.slices(),
        "run", task.run(),
        "ready", task.ready(),
        "suspended", task.suspended(),
        "longest", task.longest(),
        "done", task.done());
  }
}
