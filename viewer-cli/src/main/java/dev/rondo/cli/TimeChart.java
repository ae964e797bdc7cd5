package dev.rondo.cli;

import dev.rondo.cli.Lane.Change;
import dev.rondo.cli.Lane.State;
import dev.rondo.trace.model.Slice;
import dev.rondo.trace.model.Step;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Lanes on a true scale of time. Of what happens within a cell, the most important is shown: an
 * end, running, ready, paused.
 */
final class TimeChart {
  private final Lanes lanes;
  private final Glyphs glyphs;
  private final int width;
  private final long from;
  private final long to;

  /** A chart of {@code width} cells. */
  TimeChart(Lanes lanes, Glyphs glyphs, int width) {
    this.lanes = lanes;
    this.glyphs = glyphs;
    this.width = width;
    long first = lanes.steps().isEmpty() ? 0 : lanes.steps().getFirst().slice().start();
    from = Math.min(first, Long.MAX_VALUE - 1);
    to = Math.max(from + 1, lanes.lastT());
  }

  long from() {
    return from;
  }

  long to() {
    return to;
  }

  /** The cell in which a time lies. */
  int cell(long t) {
    double share = (double) (Math.clamp(t, from, to) - from) / (to - from);
    return Math.min(width - 1, (int) (share * width));
  }

  /** Draws a row for each lane. */
  Canvas draw(List<Lane> rows) {
    Canvas canvas = new Canvas(rows.size(), width);
    for (int row = 0; row < rows.size(); row++) {
      Lane lane = rows.get(row);
      for (Set<State> layer :
          List.of(
              EnumSet.of(State.PAUSED),
              EnumSet.of(State.READY),
              EnumSet.of(State.RUNNING),
              EnumSet.range(State.RETURNED, State.CANCELLED))) {
        layer(canvas, row, lane.changes(), layer);
      }
      labels(canvas, row, lane.changes());
    }
    return canvas;
  }

  private void layer(Canvas canvas, int row, List<Change> changes, Set<State> layer) {
    for (int i = 0; i < changes.size(); i++) {
      Change change = changes.get(i);
      if (layer.contains(change.state())) {
        int first = change.state().over() ? mark(canvas, row, change) : cell(change.t());
        int end = change.state().over() ? first + 1 : Math.max(first + 1, cell(end(changes, i)));
        canvas.fill(row, first, end, glyphs.of(change.state()), StepChart.colour(change.state()));
      }
    }
  }

  /** Where an end is marked: right after what ran, if there is room. */
  private int mark(Canvas canvas, int row, Change end) {
    int cell = cell(end.t());
    boolean room = cell + 1 < width && canvas.at(row, cell + 1) == ' ';
    return room && canvas.at(row, cell) == glyphs.running() ? cell + 1 : cell;
  }

  private void labels(Canvas canvas, int row, List<Change> changes) {
    Labels labels = new Labels(canvas, row, glyphs.paused());
    for (int i = 0; i < changes.size(); i++) {
      labels.paused(cell(changes.get(i).t()), cell(end(changes, i)), changes.get(i));
    }
    labels.end();
  }

  private long end(List<Change> changes, int i) {
    return i + 1 < changes.size() ? changes.get(i + 1).t() : to;
  }

  /** How much of each cell's time something ran, as bars; blank where no time passed in steps. */
  String busy() {
    double[] shares = new double[width];
    double cell = (double) (to - from) / width;
    for (Step step : lanes.steps()) {
      Slice slice = step.slice();
      if (!slice.eager()) {
        spread((double) slice.start() - from, (double) slice.stop() - from, cell, shares);
      }
    }
    StringBuilder bars = new StringBuilder();
    for (double share : shares) {
      int steps = glyphs.bars().length() - 1;
      bars.append(glyphs.bars().charAt((int) Math.ceil(Math.clamp(share, 0, 1) * steps)));
    }
    return bars.toString().stripTrailing();
  }

  private void spread(double start, double stop, double cell, double[] shares) {
    for (int i = Math.clamp((long) (start / cell), 0, width - 1); i < width; i++) {
      double covered = Math.min(stop, (i + 1) * cell) - Math.max(start, i * cell);
      if (covered <= 0) {
        return;
      }
      shares[i] += covered / cell;
    }
  }
}
