package dev.rondo.trace.lint;

import dev.rondo.trace.TraceEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Takes what the inspections of a trace see, adds where that is, and keeps it short: of many
 * findings of one kind about one subject the first are told, the rest counted.
 */
final class Report {
  private static final int TOLD = 3;

  private final String file;
  private final LintSettings settings;
  private final Consumer<? super LintFinding> found;
  private final Map<Subject, Long> counts = new LinkedHashMap<>();
  private Place here = new Place(0, 0, 0);

  /** A place in the trace. */
  record Place(long line, int loop, long seq) {}

  private record Subject(Check check, String name) {}

  Report(String file, LintSettings settings, Consumer<? super LintFinding> found) {
    this.file = file;
    this.settings = settings;
    this.found = found;
  }

  /** From here on things are seen at that event. */
  void at(TraceEvent event, long line) {
    here = new Place(line, event.loop(), event.seq());
  }

  /** From here on things are seen of the loop as a whole, or of the trace where it is 0. */
  void atEnd(int loop) {
    here = new Place(0, loop, 0);
  }

  /** Where things are seen now. */
  Place here() {
    return here;
  }

  long threshold(Check check) {
    return settings.threshold(check);
  }

  /** Whether a value is worth a finding. */
  boolean reaches(Check check, long value) {
    return settings.makes(check) && value >= threshold(check);
  }

  /** Tells what was seen here. */
  void see(Check check, long task, String subject, String sentence, long why) {
    see(here, check, task, subject, sentence, why);
  }

  /** Tells what was seen there. */
  void see(Place place, Check check, long task, String subject, String sentence, long why) {
    if (settings.makes(check) && counts.merge(new Subject(check, subject), 1L, Long::sum) <= TOLD) {
      found.accept(
          new LintFinding(
              file, place.line, place.loop, place.seq, check, task, subject, sentence, why));
    }
  }

  /** How many more findings there were than were told. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    counts.forEach((subject, count) -> {
      if (count > TOLD) {
        notes.add("%s: %,d more of %s".formatted(subject.check.id(), count - TOLD, subject.name));
      }
    });
    return notes;
  }
}
