package dev.rondo.trace.lint;

import static dev.rondo.trace.model.Narration.duration;

import dev.rondo.trace.model.LoopModel;
import dev.rondo.trace.model.Slice;

/**
 * Turns of the loop that took long by many slices: where one of them took most of it, that slice is
 * the finding, not the turn.
 */
final class LongTurns implements Inspection {
  private final Report report;
  private long turn;
  private long begin;
  private long start;
  private long stop;
  private long slices;
  private long longest;
  private Report.Place place;

  LongTurns(Report report) {
    this.report = report;
    place = report.here();
  }

  @Override
  public void ended(Slice slice, LoopModel loop) {
    if (slice.eager()) {
      return;
    }
    if (slice.turn() != turn) {
      end();
      turn = slice.turn();
      begin = slice.begin();
      start = slice.start();
      slices = 0;
      longest = 0;
    }
    slices++;
    stop = slice.stop();
    longest = Math.max(longest, slice.stop() - slice.start());
    place = report.here();
  }

  private void end() {
    long took = stop - start;
    if (slices > 1 && report.reaches(Check.LONG_TURN, took) && longest <= took / 2) {
      String sentence =
          "turn %d of the loop took %s with %,d slices, the longest %s: what came meanwhile waited"
              .formatted(turn, duration(took), slices, duration(longest));
      report.see(place, Check.LONG_TURN, 0, "the loop", sentence, begin);
    }
  }

  @Override
  public void finish(LoopModel loop) {
    end();
  }
}
