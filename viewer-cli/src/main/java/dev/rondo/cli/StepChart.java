package dev.rondo.cli;

import dev.rondo.cli.Lane.Change;
import dev.rondo.cli.Lane.State;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Lanes with a column for each step: as wide as the time between was long or short. A column is
 * what the lanes show while the step runs, and a gap at its right, in which lines lead from the
 * step to what it put in the ready queue:
 *
 * <pre>
 *   main   ██╮   ╭██
 *   child    ╰██✓╯
 * </pre>
 */
final class StepChart {
  private static final int LEAST = 3;
  private static final int MOST = 8;

  private final List<Step> steps;
  private final long last;
  private final Lanes lanes;
  private final Glyphs glyphs;
  private final int width;

  /** The lines that start in the gap of each column: one for each step that woke something. */
  private final List<List<Wire>> wires = new ArrayList<>();

  /** A line from the lane that ran to those which it put in the queue. */
  private record Wire(Lane from, List<Lane> to) {}

  /**
   * A chart for a room of so many cells.
   *
   * @param room the cells right of the lanes' names
   */
  StepChart(Lanes lanes, Glyphs glyphs, int room) {
    this.lanes = lanes;
    this.glyphs = glyphs;
    steps = lanes.steps();
    last = lanes.last();
    width = Math.clamp(room / Math.max(1, steps.size()), LEAST, MOST);
    wire();
  }

  /** How many cells a column has. */
  int width() {
    return width;
  }

  private void wire() {
    steps.forEach(_ -> wires.add(new ArrayList<>()));
    for (int i = 0; i < steps.size(); i++) {
      Lane from = lanes.of(steps.get(i).slice().task());
      for (Step.Wake wake : steps.get(i).wakes()) {
        Lane to = lanes.of(wake.task());
        if (to != from && (wake.task() == 0 || to != lanes.rest())) {
          wire(lastColumn(i, wake.seq()), from, to);
        }
      }
    }
  }

  private void wire(int column, Lane from, Lane to) {
    List<Wire> here = wires.get(column);
    Wire wire = here.stream().filter(w -> w.from == from).findFirst().orElse(null);
    if (wire == null) {
      here.add(new Wire(from, new ArrayList<>(List.of(to))));
    } else if (!wire.to.contains(to)) {
      wire.to.add(to);
    }
  }

  /** The last column, from {@code column} on, that begins before the event {@code seq}. */
  private int lastColumn(int column, long seq) {
    int found = column;
    while (found + 1 < steps.size() && steps.get(found + 1).slice().begin() < seq) {
      found++;
    }
    return found;
  }

  /** The last event before the next column begins. */
  private long gap(int column) {
    return column + 1 < steps.size() ? steps.get(column + 1).slice().begin() - 1 : last;
  }

  /** Draws the columns from one to another, that one excluded, with a row for each lane. */
  Canvas draw(List<Lane> rows, int from, int to) {
    Canvas canvas = new Canvas(rows.size(), (to - from) * width);
    for (int row = 0; row < rows.size(); row++) {
      states(canvas, row, rows.get(row), from, to);
    }
    for (int column = from; column < to; column++) {
      inputs(canvas, rows, column, (column - from) * width + width - 1);
      for (Wire wire : wires.get(column)) {
        wire(canvas, rows, wire, (column - from) * width + width - 1);
      }
      end(canvas, rows, column, from, to);
    }
    for (int row = 0; row < rows.size(); row++) {
      labels(canvas, row, rows.get(row), from, to);
    }
    return canvas;
  }

  private void states(Canvas canvas, int row, Lane lane, int from, int to) {
    for (int column = from; column < to; column++) {
      int x = (column - from) * width;
      long begin = steps.get(column).slice().begin();
      boolean runs = lanes.of(steps.get(column).slice().task()) == lane;
      Change body = lane.at(begin);
      char glyph = body.state() == State.RUNNING && !runs ? glyphs.held() : shown(body.state());
      canvas.fill(row, x, x + width - 1, glyph, colour(body.state()));
      State gap = lane.at(gap(column)).state();
      char between = gap == State.RUNNING && !runs ? glyphs.held() : shown(gap);
      canvas.put(row, x + width - 1, between, colour(gap));
    }
  }

  /** What a state looks like while it lasts: an end is marked once. */
  private char shown(State state) {
    return state.over() ? ' ' : glyphs.of(state);
  }

  static Colour colour(State state) {
    return switch (state) {
      case NONE, PAUSED -> Colour.PAUSED;
      case READY -> Colour.READY;
      case RUNNING -> Colour.RUNNING;
      case RETURNED -> Colour.DONE;
      case RAISED, CANCELLED -> Colour.FAILED;
    };
  }

  /** Marks lanes that a deadline, a channel or another thread made ready. */
  private void inputs(Canvas canvas, List<Lane> rows, int column, int x) {
    long begin = steps.get(column).slice().begin();
    for (int row = 0; row < rows.size(); row++) {
      Change gap = rows.get(row).at(gap(column));
      char sign = gap.state() == State.READY && gap.seq() > begin ? Glyphs.input(gap.what()) : 0;
      if (sign != 0) {
        canvas.put(row, x, sign, Colour.WAKE);
      }
    }
  }

  private void wire(Canvas canvas, List<Lane> rows, Wire wire, int x) {
    TreeSet<Integer> targets = new TreeSet<>();
    wire.to.forEach(lane -> targets.add(rows.indexOf(lane)));
    targets.remove(-1);
    int source = rows.indexOf(wire.from);
    if (source < 0 || targets.isEmpty()) {
      return;
    }
    int top = Math.min(source, targets.first());
    int bottom = Math.max(source, targets.last());
    for (int row = top; row <= bottom; row++) {
      char glyph =
          row == source
              ? source(row > top, row < bottom)
              : targets.contains(row) ? target(row > top, row < bottom) : crossing(canvas, row, x);
      canvas.put(row, x, glyph, Colour.WAKE);
    }
  }

  private char source(boolean up, boolean down) {
    return up && down ? glyphs.fromBoth() : up ? glyphs.fromUp() : glyphs.fromDown();
  }

  private char target(boolean up, boolean down) {
    return up && down ? glyphs.toBoth() : up ? glyphs.toUp() : glyphs.toDown();
  }

  private char crossing(Canvas canvas, int row, int x) {
    return canvas.at(row, x) == glyphs.paused() ? glyphs.crossing() : glyphs.vertical();
  }

  /** Marks how a step's task or callback ended, if it did, in the last column that it runs in. */
  private void end(Canvas canvas, List<Lane> rows, int column, int from, int to) {
    Step step = steps.get(column);
    State end = ending(step.slice().ending());
    int row = rows.indexOf(lanes.of(step.slice().task()));
    int place = lastColumn(column, step.slice().end());
    if (end != null && row >= 0 && place < to) {
      canvas.put(row, (place - from) * width + width - 2, glyphs.of(end), colour(end));
    }
  }

  private static @Nullable State ending(@Nullable TraceEvent ending) {
    return switch (ending) {
      case TraceEvent.Done done -> State.of(done.outcome());
      case TraceEvent.Return returned when returned.error() != null -> State.RAISED;
      case null, default -> null;
    };
  }

  /** Writes what is waited for, where there is room on the line, and the callbacks' names. */
  private void labels(Canvas canvas, int row, Lane lane, int from, int to) {
    Labels labels = new Labels(canvas, row, glyphs.paused());
    for (int column = from; column < to; column++) {
      int x = (column - from) * width;
      labels.paused(x, x + width - 1, lane.at(steps.get(column).slice().begin()));
      labels.paused(x + width - 1, x + width, lane.at(gap(column)));
    }
    labels.end();
    for (int column = from; column < to; column++) {
      Step step = steps.get(column);
      if (lane == lanes.rest() && lanes.of(step.slice().task()) == lane) {
        labels.name((column - from) * width + width, Plain.text(step.title()));
      }
    }
  }
}
