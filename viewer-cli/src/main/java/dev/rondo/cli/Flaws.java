package dev.rondo.cli;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceReader;
import dev.rondo.trace.lint.LintSettings;
import dev.rondo.trace.lint.Linter;
import dev.rondo.trace.rules.RuleCheck;
import dev.rondo.trace.rules.Rules;
import dev.rondo.trace.verify.Verifier;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Where a trace breaks the rules of the format or of the user, or deserves a look: found out as far
 * as one asks.
 */
final class Flaws implements AutoCloseable {
  private final TraceReader trace;
  private final Verifier verifier;
  private final Linter linter;
  private final List<RuleCheck> own = new ArrayList<>();
  private final TreeMap<Long, Flaw> found = new TreeMap<>();
  private long position;
  private boolean ended;

  /** What was found at one place: the first, and how many more there are. */
  private record Flaw(String text, int more) {
    String shown() {
      return more == 0 ? text : text + " (and " + more + " more)";
    }
  }

  /**
   * The flaws of the trace that a reader is at the beginning of; it is closed with this.
   *
   * @param rules the user's own
   */
  Flaws(TraceReader trace, List<Rules> rules) {
    this.trace = trace;
    verifier =
        new Verifier(
            trace.name(), trace.header(), found -> take(found.rule().id(), found.sentence()));
    for (Rules file : rules) {
      own.add(
          new RuleCheck(
              trace.name(), trace.header(), file, found -> take(found.rule(), found.sentence())));
    }
    linter =
        new Linter(
            trace.name(),
            trace.header(),
            LintSettings.all(),
            found -> take(found.check().id(), found.sentence()));
  }

  private void take(String rule, String sentence) {
    found.merge(
        position,
        new Flaw(rule + ": " + sentence, 0),
        (first, _) -> new Flaw(first.text, first.more + 1));
  }

  /**
   * The position of the next flaw.
   *
   * @param goOn is asked now and then whether to go on
   * @return how many events there are up to it; 0 where there is none
   */
  long after(long place, LongPredicate goOn) {
    while (found.higherKey(place) == null && read(goOn)) {}
    Long next = found.higherKey(place);
    return next == null ? 0 : next;
  }

  /** The position of the last flaw before; 0 where there is none. */
  long before(long place, LongPredicate goOn) {
    while (position < place && read(goOn)) {}
    Long last = found.lowerKey(place);
    return last == null ? 0 : last;
  }

  /** What there is to say of a position, so far as that was looked at; null for nothing. */
  @Nullable String at(long place) {
    Flaw flaw = found.get(place);
    return flaw == null ? null : flaw.shown();
  }

  private boolean read(LongPredicate goOn) {
    TraceEvent event = ended ? null : trace.next();
    if (event == null) {
      finish();
      return false;
    }
    position++;
    long line = trace.line();
    verifier.accept(event, line);
    own.forEach(check -> check.accept(event, line));
    linter.accept(event, line);
    return position % 1024 != 0 || goOn.test(position);
  }

  /** What only the end shows is told of the last event. */
  private void finish() {
    if (!ended) {
      ended = true;
      verifier.finish(trace.footer(), trace.cutOff());
      own.forEach(check -> check.finish(trace.footer()));
      linter.finish(trace.footer(), trace.cutOff());
    }
  }

  @Override
  public void close() {
    trace.close();
  }
}
