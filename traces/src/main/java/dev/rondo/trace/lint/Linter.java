package dev.rondo.trace.lint;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceFooter;
import dev.rondo.trace.TraceHeader;
import dev.rondo.trace.TraceReader;
import dev.rondo.trace.model.LoopModel;
import dev.rondo.trace.model.Slice;
import dev.rondo.trace.model.TraceModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what deserves a look, while the events of a trace come in. For one thread.
 *
 * {@snippet :
 * try (TraceReader trace = TraceReader.open(file)) {
 *   Linter.lint(trace, LintSettings.all()).forEach(System.out::println);
 * }
 * }
 */
public final class Linter {

  /** So many tasks that are done the model keeps, for findings to name them. */
  private static final int REMEMBERED = 1000;

  private final TraceHeader header;
  private final Report report;
  private final TraceModel model = TraceModel.forgetting(REMEMBERED, this::ended);
  private final Map<Integer, OfLoop> loops = new HashMap<>();
  private long lost;
  private long malformed;
  private boolean limited;

  /**
   * At the beginning of a trace.
   *
   * @param file what findings call the trace
   * @param header its header
   * @param settings which checks are made
   * @param found is given each finding as it is made; of many of one kind about one subject the
   *     first
   */
  public Linter(
      String file, TraceHeader header, LintSettings settings, Consumer<? super LintFinding> found) {
    this.header = header;
    report = new Report(file, settings, found);
  }

  /**
   * Looks at a trace from where the reader is to its end, which is usually all of it.
   *
   * @throws dev.rondo.trace.TraceException if the trace is damaged
   */
  public static List<LintFinding> lint(TraceReader trace, LintSettings settings) {
    List<LintFinding> findings = new ArrayList<>();
    Linter linter = new Linter(trace.name(), trace.header(), settings, findings::add);
    for (TraceEvent event = trace.next(); event != null; event = trace.next()) {
      linter.accept(event, trace.line());
    }
    linter.finish(trace.footer(), trace.cutOff());
    return findings;
  }

  /** Looks at the next event, which stands in that line of the file. */
  public void accept(TraceEvent event, long line) {
    report.at(event, line);
    count(event);
    LoopModel loop = model.apply(event);
    if (loop == null) {
      loops.values().forEach(OfLoop::lost); // which loop it was of cannot be told
    } else {
      of(loop.number()).apply(event, loop);
    }
  }

  private void count(TraceEvent event) {
    switch (event) {
      case TraceEvent.Lost e -> lost += e.count();
      case TraceEvent.Malformed _ -> malformed++;
      case TraceEvent.Warn e when e.code().equals(TraceEvent.Warn.LIMIT) -> limited = true;
      default -> {}
    }
  }

  private OfLoop of(int loop) {
    return loops.computeIfAbsent(loop, _ -> new OfLoop());
  }

  private void ended(Slice slice) {
    LoopModel loop = model.loop(slice.loop());
    if (loop != null) {
      of(slice.loop()).inspections.forEach(inspection -> inspection.ended(slice, loop));
    }
  }

  /**
   * Ends the look.
   *
   * @param footer the trace's footer, or null where it has none
   * @param cutOff where it breaks off, or null where it is complete or that is not known
   */
  public void finish(@Nullable TraceFooter footer, TraceReader.@Nullable CutOff cutOff) {
    for (LoopModel loop : model.loops()) {
      report.atEnd(loop.number());
      of(loop.number()).inspections.forEach(inspection -> inspection.finish(loop));
    }
    report.atEnd(0);
    if (footer == null) {
      incomplete(
          cutOff == null
              ? "the footer is missing"
              : "cut off at line " + cutOff.line() + ": " + cutOff.reason());
    }
    if (lost > 0 && !header.flight()) {
      incomplete("%,d events were lost".formatted(lost));
    }
    if (limited) {
      incomplete("the recording ended when its file had reached its limit");
    }
    if (malformed > 0) {
      incomplete("%,d lines are no well-formed events".formatted(malformed));
    }
  }

  private void incomplete(String sentence) {
    report.see(Check.INCOMPLETE, 0, "the trace", sentence, 0);
  }

  /** What was left out, a line for each kind and subject of findings. */
  public List<String> notes() {
    return report.notes();
  }

  /** The inspections of one loop. */
  private final class OfLoop {
    private long seq;

    final List<Inspection> inspections =
        List.of(
            new SlowSlices(report),
            new LongTurns(report),
            new Starvation(report),
            new Warnings(report),
            new Offspring(report),
            new Locks(report),
            new Awaits(report),
            new Cancellations(report));

    void apply(TraceEvent event, LoopModel loop) {
      if (event.seq() != seq + 1 || event instanceof TraceEvent.Malformed) {
        lost();
      }
      seq = event.seq();
      inspections.forEach(inspection -> inspection.apply(event, loop));
    }

    void lost() {
      inspections.forEach(Inspection::lost);
    }
  }
}
