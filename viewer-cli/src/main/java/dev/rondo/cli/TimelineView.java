package dev.rondo.cli;

import static dev.rondo.trace.model.Narration.duration;

import dev.rondo.trace.model.Step;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a timeline looks: its heading, scale, lanes and legend. */
final class TimelineView {

  /** The width where there is no terminal. */
  private static final int WIDTH = 100;

  /** So many lanes that are paused all along are shown; more are only counted. */
  private static final int IDLE_LANES = 5;

  /** Where more lanes than this do something, those that do not run are only counted. */
  private static final int LANES = 40;

  private static final int NARROWEST = 40;
  private static final int WIDEST = 10_000;

  private final Console console;
  private final String trace;
  private final Lanes lanes;
  private final Glyphs glyphs;
  private final int columns;
  private final int names;
  private final int room;

  /** The glyphs that were drawn so far. */
  private final Set<Character> drawn = new HashSet<>();

  /**
   * A view of the lanes.
   *
   * @param width the cells of a line, or 0 for as many as the terminal has
   */
  TimelineView(Console console, String trace, Lanes lanes, boolean unicode, int width) {
    this.console = console;
    this.trace = trace;
    this.lanes = lanes;
    glyphs = Glyphs.of(unicode);
    columns = Math.clamp(wanted(width), NARROWEST, WIDEST);
    int longest =
        lanes.lanes().stream().mapToInt(lane -> Plain.width(lane.title())).max().orElse(0);
    names = Math.min(longest, columns / 3);
    room = columns - names - 2;
  }

  private int wanted(int width) {
    return width > 0 ? width : console.columns() > 0 ? console.columns() : WIDTH;
  }

  /** Prints a column for each step, in as many blocks as it takes. */
  void steps() {
    heading();
    StepChart chart = new StepChart(lanes, glyphs, room);
    int block = room / chart.width();
    for (int from = 0; from < lanes.steps().size(); from += block) {
      int to = Math.min(from + block, lanes.steps().size());
      console.out().println();
      scale(chart, from, to);
      rows(chart, from, to);
    }
    legend();
  }

  /** Prints all of it on a true scale of time. */
  void time() {
    heading();
    TimeChart chart = new TimeChart(lanes, glyphs, room);
    List<Lane> rows = lanes.lanes().stream().filter(lane -> !lane.changes().isEmpty()).toList();
    Canvas canvas = chart.draw(rows);
    console.out().println();
    line("time", Colour.FAINT.on(console, ruler(chart)), Colour.FAINT);
    rows(rows, canvas);
    String busy = chart.busy();
    if (!busy.isEmpty()) {
      line("(busy)", Colour.RUNNING.on(console, busy), Colour.FAINT);
    }
    legend();
  }

  private void heading() {
    List<Step> steps = lanes.steps();
    String what =
        steps.isEmpty()
            ? "nothing ran"
            : "%s, seq %d to %d, %s"
                .formatted(
                    Plain.count(steps.size(), "step"),
                    steps.getFirst().slice().begin(),
                    lanes.last(),
                    duration(lanes.lastT() - steps.getFirst().slice().start()));
    console
        .out()
        .println(
            Colour.STRONG.on(console, Plain.text(trace)) + ": loop " + lanes.loop() + ", " + what);
  }

  private void rows(StepChart chart, int from, int to) {
    long begin = lanes.steps().get(from).slice().begin();
    List<Lane> rows =
        lanes.lanes().stream()
            .filter(lane -> !lane.changes().isEmpty() && !lane.overBefore(begin - 1))
            .filter(lane -> to == lanes.steps().size() || born(lane, to))
            .toList();
    rows(rows, chart.draw(rows, from, to));
  }

  /** Whether a lane begins before a column. */
  private boolean born(Lane lane, int column) {
    return lane.changes().getFirst().seq() < lanes.steps().get(column).slice().begin();
  }

  private void rows(List<Lane> rows, Canvas canvas) {
    drawn.addAll(canvas.drawn());
    String runs =
        new String(
            new char[] {
              glyphs.running(),
              glyphs.held(),
              glyphs.returned(),
              glyphs.raised(),
              glyphs.cancelled()
            });
    Set<Integer> folded = without(runs + glyphs.ready(), rows, canvas);
    String what = "that only pause";
    if (rows.size() - folded.size() > LANES) {
      folded = without(runs, rows, canvas);
      what = "that do not run";
    }
    boolean fold = folded.size() > IDLE_LANES;
    for (int row = 0; row < rows.size(); row++) {
      if (!fold || !folded.contains(row)) {
        Colour colour = rows.get(row) == lanes.rest() ? Colour.FAINT : null;
        line(rows.get(row).title(), canvas.row(row, console), colour);
      }
    }
    if (fold) {
      line("", Colour.FAINT.on(console, "and " + folded.size() + " lanes " + what), null);
    }
  }

  /** The rows that show none of the glyphs. */
  private static Set<Integer> without(String glyphs, List<Lane> rows, Canvas canvas) {
    return IntStream.range(0, rows.size())
        .filter(row -> !canvas.has(row, glyphs))
        .boxed()
        .collect(Collectors.toSet());
  }

  private void line(String name, String content, @Nullable Colour colour) {
    String label = Plain.pad(Plain.cut(name, names, console.more()), names);
    console
        .out()
        .println(
            ((colour == null ? label : colour.on(console, label)) + "  " + content)
                .stripTrailing());
  }

  /** Prints the numbers and times of the steps' first events, as many as there is room for. */
  private void scale(StepChart chart, int from, int to) {
    StringBuilder seqs = new StringBuilder();
    StringBuilder times = new StringBuilder();
    String time = "";
    for (int column = from; column < to; column++) {
      int x = (column - from) * chart.width();
      Step step = lanes.steps().get(column);
      tick(seqs, x, String.valueOf(step.slice().begin()));
      String now = time(step, lanes.steps().get(from));
      if (!now.equals(time) && tick(times, x, now)) {
        time = now;
      }
    }
    line("seq", Colour.FAINT.on(console, seqs.toString()), Colour.FAINT);
    line("time", Colour.FAINT.on(console, times.toString()), Colour.FAINT);
  }

  /** When a step began: counted from the first of its block where the clock shows the same. */
  private static String time(Step step, Step first) {
    long start = step.slice().start();
    long since = start - first.slice().start();
    return since > 0 && since < start / 20 ? "+" + compact(since) : compact(start);
  }

  private boolean tick(StringBuilder line, int x, String text) {
    boolean fits = (line.isEmpty() || line.length() < x) && x + text.length() <= room;
    if (fits) {
      line.append(" ".repeat(x - line.length())).append(text);
    }
    return fits;
  }

  /** Ticks at round times. */
  private String ruler(TimeChart chart) {
    StringBuilder line = new StringBuilder();
    long span = chart.to() - chart.from();
    long step = 1;
    for (int i = 0; span / step > Math.max(1, room / 12) && step < Long.MAX_VALUE / 10; i++) {
      step = i % 3 == 1 ? step / 2 * 5 : step * 2;
    }
    long first = Math.ceilDiv(chart.from(), step);
    for (long i = first; i <= chart.to() / step; i++) {
      tick(line, chart.cell(i * step), "|" + duration(i * step));
    }
    return line.toString();
  }

  /** A time in three digits and a unit. */
  private static String compact(long nanos) {
    double t = nanos;
    String[] units = {"ns", "us", "ms", "s"};
    int unit = 0;
    while (unit < units.length - 1 && t >= 999.5) {
      t /= 1000;
      unit++;
    }
    String digits = unit == 0 || t >= 99.95 ? "%.0f" : t >= 9.995 ? "%.1f" : "%.2f";
    String text = digits.formatted(t);
    return (text.contains(".") ? text.replaceAll("\\.?0+$", "") : text) + units[unit];
  }

  /** Prints what the signs mean that were drawn. */
  private void legend() {
    String gap = "   ";
    StringBuilder line = new StringBuilder();
    int used = 0;
    console.out().println();
    for (Sign sign : signs()) {
      int cells = gap.length() + sign.glyphs.length() + 1 + sign.meaning.length();
      if (used > 0 && used + cells > columns) {
        console.out().println(line);
        line.setLength(0);
        used = 0;
      }
      line.append(gap).append(sign.colour.on(console, sign.glyphs)).append(' ');
      line.append(sign.meaning);
      used += cells;
    }
    console.out().println(line);
  }

  /** A sign that is explained where one of {@code drawn} was drawn. */
  private record Sign(String glyphs, Colour colour, String meaning, String drawn) {
    Sign(String glyphs, Colour colour, String meaning) {
      this(glyphs, colour, meaning, glyphs);
    }
  }

  private List<Sign> signs() {
    String wire = "" + glyphs.fromDown() + glyphs.toUp();
    return Stream.of(
            new Sign("" + glyphs.running(), Colour.RUNNING, "runs"),
            new Sign("" + glyphs.held(), Colour.RUNNING, "its eager child runs"),
            new Sign("" + glyphs.ready(), Colour.READY, "ready, waits for its turn"),
            new Sign("" + glyphs.paused(), Colour.PAUSED, "paused"),
            new Sign("" + glyphs.returned(), Colour.DONE, "returned"),
            new Sign("" + glyphs.raised(), Colour.FAILED, "raised"),
            new Sign("" + glyphs.cancelled(), Colour.FAILED, "cancelled"),
            new Sign(wire, Colour.WAKE, "puts in the queue", glyphs.wires()),
            new Sign("t", Colour.WAKE, "timer"),
            new Sign("i", Colour.WAKE, "I/O"),
            new Sign("x", Colour.WAKE, "another thread"))
        .filter(sign -> sign.drawn.chars().anyMatch(glyph -> drawn.contains((char) glyph)))
        .toList();
  }
}
