package dev.rondo.trace.lint;

import static dev.rondo.trace.model.Narration.duration;

import dev.rondo.trace.model.LoopModel;
import dev.rondo.trace.model.Slice;
import dev.rondo.trace.stats.Distribution;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Slices that held control for long, by themselves or beside the others of the trace. */
final class SlowSlices implements Inspection {

  /** In a shorter trace nothing can be told of what is usual. */
  private static final int ENOUGH = 100;

  /** Below this nobody notices, however long it is beside the rest. */
  private static final long NOTICED = 1_000_000;

  private static final int LONGEST = 10;

  private record Seen(Slice slice, Report.Place place, String title) {}

  private final Report report;
  private final Distribution.Builder runs = new Distribution.Builder();
  private final PriorityQueue<Seen> longest =
      new PriorityQueue<>(Comparator.comparingLong((Seen l) -> l.slice.run()));

  SlowSlices(Report report) {
    this.report = report;
  }

  @Override
  public void ended(Slice slice, LoopModel loop) {
    long run = slice.run();
    runs.add(run);
    if (report.reaches(Check.SLOW_SLICE, run)) {
      slow(slice, Titles.title(slice, loop), "");
    } else if (run >= NOTICED) {
      longest.add(new Seen(slice, report.here(), Titles.title(slice, loop)));
      if (longest.size() > LONGEST) {
        longest.remove();
      }
    }
  }

  private void slow(Slice slice, String title, String still) {
    String sentence =
        "%s had control for %s%s, from seq %d: nothing else ran meanwhile"
            .formatted(title, duration(slice.run()), still, slice.begin());
    report.see(Check.SLOW_SLICE, slice.task(), title, sentence, slice.begin());
  }

  @Override
  public void finish(LoopModel loop) {
    for (Slice slice : loop.running()) {
      if (report.reaches(Check.SLOW_SLICE, slice.run())) {
        slow(slice, Titles.title(slice, loop), " up to the end");
      }
    }
    Distribution all = runs.build();
    long usual = all.percentile(99);
    if (all.count() >= ENOUGH) {
      longest.stream()
          .filter(l -> l.slice.run() >= usual * (double) report.threshold(Check.OUTLIER))
          .sorted(Comparator.comparingLong(l -> l.slice.begin()))
          .forEach(l -> outlier(l, usual));
    }
  }

  private void outlier(Seen l, long usual) {
    String sentence =
        "%s had control for %s from seq %d on, where 99 %% of all slices take at most %s"
            .formatted(l.title, duration(l.slice.run()), l.slice.begin(), duration(usual));
    report.see(l.place, Check.OUTLIER, l.slice.task(), l.title, sentence, l.slice.begin());
  }
}
