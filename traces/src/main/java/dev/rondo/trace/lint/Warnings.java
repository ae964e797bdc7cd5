package dev.rondo.trace.lint;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceEvent.Warn;
import dev.rondo.trace.model.LoopModel;
import java.util.Set;

/** What the runtime noticed itself, while the program ran. */
final class Warnings implements Inspection {

  /** What other checks look at, and what is about the recording. */
  private static final Set<String> OTHERS = Set.of("slow", Warn.WAITED, Warn.LIMIT, "unwritable");

  private final Report report;

  Warnings(Report report) {
    this.report = report;
  }

  @Override
  public void apply(TraceEvent event, LoopModel loop) {
    if (event instanceof Warn e && !OTHERS.contains(e.code())) {
      Check check =
          switch (e.code()) {
            case "never-awaited" -> Check.NEVER_AWAITED;
            case "never-retrieved" -> Check.NEVER_RETRIEVED;
            default -> Check.WARNING;
          };
      String subject = e.task() == 0 ? e.code() : Titles.title(e.task(), loop);
      report.see(check, e.task(), subject, sentence(e, subject), e.seq());
    }
  }

  private static String sentence(Warn e, String subject) {
    String who = e.task() == 0 ? "" : subject + ": ";
    return who + (e.text() == null ? "the runtime warned: " + e.code() : e.text());
  }
}
