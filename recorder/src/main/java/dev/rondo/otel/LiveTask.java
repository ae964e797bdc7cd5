package dev.rondo.otel;

import dev.rondo.trace.spans.SpanKeys;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;

/** A task that is not done: its span, and for how long it was what. */
final class LiveTask {
  private static final AttributeKey<Long> STEPS = AttributeKey.longKey(SpanKeys.STEPS);
  private static final AttributeKey<Long> RUN = AttributeKey.longKey(SpanKeys.RUN_NS);
  private static final AttributeKey<Long> READY = AttributeKey.longKey(SpanKeys.READY_NS);
  private static final AttributeKey<Long> SUSPENDED = AttributeKey.longKey(SpanKeys.SUSPENDED_NS);

  private enum Phase {
    NEW,
    READY,
    RUNNING,
    SUSPENDED
  }

  final Span span;
  final Context context;
  final String parent; // its span's id
  private Context left; // what was current in it when it paused
  private Context outer = Context.root(); // what was so where it got control
  private Phase phase = Phase.NEW;
  private long since;
  private long begun; // its slice
  private long run;
  private long ready;
  private long suspended;
  private long steps;

  LiveTask(Span span, Context within) {
    this.span = span;
    context = within.with(span);
    left = context;
    parent = Span.fromContext(within).getSpanContext().getSpanId();
  }

  /** Makes current what was so in it last; the scopes that it holds open close as ever. */
  @SuppressWarnings("MustBeClosedChecker")
  void enterContext() {
    outer = Context.current();
    left.makeCurrent();
  }

  /** The opposite. */
  @SuppressWarnings("MustBeClosedChecker")
  void leaveContext() {
    left = Context.current();
    outer.makeCurrent();
  }

  void enqueued(long now) {
    enter(Phase.READY, now);
  }

  /** It has control; gives for how long it was ready. */
  long resumed(long now) {
    long waited = phase == Phase.READY ? now - since : 0;
    enter(Phase.RUNNING, now);
    begun = now;
    steps++;
    return waited;
  }

  /** It gave control back; gives how long its slice was. */
  long paused(long now) {
    enter(Phase.SUSPENDED, now);
    return now - begun;
  }

  /** An eager task begins within its slice: the time is that one's. */
  void lent(long now) {
    enter(Phase.NEW, now);
  }

  /** Its slice goes on. */
  void back(long now) {
    enter(Phase.RUNNING, now);
  }

  boolean firstStep() {
    return steps == 1;
  }

  private void enter(Phase next, long now) {
    long spent = now - since;
    since = now;
    switch (phase) {
      case NEW -> {}
      case READY -> ready += spent;
      case RUNNING -> run += spent;
      case SUSPENDED -> suspended += spent;
    }
    phase = next;
  }

  /** Says in its span for how long it was what. */
  void tellTimes() {
    span.setAttribute(STEPS, steps);
    span.setAttribute(RUN, run);
    span.setAttribute(READY, ready);
    span.setAttribute(SUSPENDED, suspended);
  }
}
