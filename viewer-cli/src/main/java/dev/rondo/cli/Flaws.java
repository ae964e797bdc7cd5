package dev.rondo.cli;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceReader;
import dev.rondo.trace.verify.Finding;
import dev.rondo.trace.verify.Verifier;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Where a trace breaks the rules of the format: verified as far as one asks. */
final class Flaws implements AutoCloseable {
  private final TraceReader trace;
  private final Verifier verifier;
  private final TreeMap<Long, Finding> found = new TreeMap<>();
  private long position;
  private boolean ended;

  /** The flaws of the trace that a reader is at the beginning of; it is closed with this. */
  Flaws(TraceReader trace) {
    this.trace = trace;
    verifier = new Verifier(trace.name(), trace.header(), this::take);
  }

  private void take(Finding finding) {
    found.putIfAbsent(position, finding);
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

  /** The flaw at a position, so far as that was verified. */
  @Nullable Finding at(long place) {
    return found.get(place);
  }

  private boolean read(LongPredicate goOn) {
    TraceEvent event = ended ? null : trace.next();
    if (event == null) {
      finish();
      return false;
    }
    position++;
    verifier.accept(event, trace.line());
    return position % 1024 != 0 || goOn.test(position);
  }

  /** What only the end shows is told of the last event. */
  private void finish() {
    if (!ended) {
      ended = true;
      verifier.finish(trace.footer(), trace.cutOff());
    }
  }

  @Override
  public void close() {
    trace.close();
  }
}
