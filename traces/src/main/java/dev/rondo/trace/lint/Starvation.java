package dev.rondo.trace.lint;

import static dev.rondo.trace.model.Narration.duration;

import dev.rondo.trace.model.Cause;
import dev.rondo.trace.model.LoopModel;
import dev.rondo.trace.model.ReadyHandle;
import dev.rondo.trace.model.Slice;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Entries of the ready queue that waited long for their turn. Where long slices took most of the
 * wait, they are the finding, not the wait.
 */
final class Starvation implements Inspection {

  /** So many of the long slices are remembered: the waits of all that they held up end soon. */
  private static final int REMEMBERED = 64;

  private record Stretch(long start, long stop) {}

  private final Report report;
  private final Deque<Stretch> longSlices = new ArrayDeque<>();

  Starvation(Report report) {
    this.report = report;
  }

  @Override
  public void ended(Slice slice, LoopModel loop) {
    Cause cause = slice.cause();
    if (cause != null && !slice.eager() && starved(cause.t(), slice.start())) {
      String title = Titles.title(slice, loop);
      String sentence =
          "%s was ready for %s before its turn at seq %d, though no long slices took most of that"
              .formatted(title, duration(slice.start() - cause.t()), slice.begin());
      report.see(Check.STARVATION, slice.task(), title, sentence, slice.begin());
    }
    remember(slice);
  }

  private void remember(Slice slice) {
    if (slice.stop() - slice.start() >= report.threshold(Check.STARVATION) / 2) {
      longSlices.addLast(new Stretch(slice.start(), slice.stop()));
      if (longSlices.size() > REMEMBERED) {
        longSlices.removeFirst();
      }
    }
  }

  private boolean starved(long since, long until) {
    long wait = until - since;
    return report.reaches(Check.STARVATION, wait)
        && longSlices.stream().mapToLong(slice -> overlap(slice, since, until)).sum() <= wait / 2;
  }

  private static long overlap(Stretch slice, long since, long until) {
    return Math.max(0, Math.min(slice.stop, until) - Math.max(slice.start, since));
  }

  @Override
  public void finish(LoopModel loop) {
    loop.running().forEach(this::remember);
    for (ReadyHandle entry : loop.ready()) {
      Cause cause = entry.cause();
      if (starved(cause.t(), loop.t())) {
        String title =
            entry.task() == 0 ? "callback " + entry.name() : Titles.title(entry.task(), loop);
        String sentence =
            "%s is ready since seq %d, for %s, and never had its turn"
                .formatted(title, cause.seq(), duration(loop.t() - cause.t()));
        report.see(Check.STARVATION, entry.task(), title, sentence, cause.seq());
      }
    }
  }
}
