package dev.rondo.trace.spans;

import dev.rondo.trace.TraceEvent;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of the attributes, links and events that spans have, exported or live: those of our
 * own, and those of OpenTelemetry's semantic conventions that we use.
 */
public final class SpanKeys {
  private SpanKeys() {}

  /** The instrumentation scope of all spans. */
  public static final String SCOPE = "dev.rondo";

  /**
   * The mark in a trace that says which span of an SDK was current in a task: {@code trace_id} and
   * {@code span_id}, which are other ones in each run.
   */
  public static final String SPAN_MARK = "otel.span";

  /** The mark in a trace that says which span of another process a message came from. */
  public static final String MESSAGE_MARK = "traceparent";

  /** The number of the loop in its trace. */
  public static final String LOOP = "rondo.loop";

  /** The number of the task in its loop. */
  public static final String TASK = "rondo.task";

  /** The name of the task's coroutine. */
  public static final String CORO = "rondo.coro";

  /** How a task ended: {@code returned}, {@code raised}, {@code cancelled}. */
  public static final String OUTCOME = "rondo.outcome";

  /** True where a task had not ended when the trace did. */
  public static final String INCOMPLETE = "rondo.incomplete";

  /** How many slices a task had. */
  public static final String STEPS = "rondo.steps";

  /** For how long a task had control, in nanoseconds. */
  public static final String RUN_NS = "rondo.run_ns";

  /** For how long a task was ready and waited for its turn, in nanoseconds. */
  public static final String READY_NS = "rondo.ready_ns";

  /** For how long a task waited for what it awaited, in nanoseconds. */
  public static final String SUSPENDED_NS = "rondo.suspended_ns";

  /** The event with which a task was created, or a slice began. */
  public static final String SEQ_FIRST = "rondo.seq.first";

  /** The last event of a task or slice. */
  public static final String SEQ_LAST = "rondo.seq.last";

  /** How long a span really took, in nanoseconds, where it was rounded up. */
  public static final String DURATION_NS = "rondo.duration_ns";

  /** Of a link: {@code creator}, {@code wake-up}, {@code message}. */
  public static final String LINK = "rondo.link";

  /** Why a task was put in the ready queue; of a link and of a resume event. */
  public static final String WHY = "rondo.why";

  /** What a task paused on; of a pause event. */
  public static final String WHAT = "rondo.what";

  /** The number of the event in the trace; of links and span events. */
  public static final String SEQ = "rondo.seq";

  /** How many of a span's wake-ups have no link. */
  public static final String WAKEUPS_LEFT_OUT = "rondo.wakeups.left_out";

  /** How many of a task's slices have no span. */
  public static final String SLICES_LEFT_OUT = "rondo.slices.left_out";

  /** How many of a task's pauses and resumes have no span event. */
  public static final String PAUSES_LEFT_OUT = "rondo.pauses.left_out";

  /** OpenTelemetry's: the function's name. */
  public static final String CODE_FUNCTION = "code.function.name";

  /** OpenTelemetry's: the source file. */
  public static final String CODE_FILE = "code.file.path";

  /** OpenTelemetry's: the line in it. */
  public static final String CODE_LINE = "code.line.number";

  /** OpenTelemetry's: the thread's name. */
  public static final String THREAD_NAME = "thread.name";

  /** OpenTelemetry's: the class of an exception, or of an error that a status tells. */
  public static final String EXCEPTION_TYPE = "exception.type";

  /** OpenTelemetry's: what an exception says. */
  public static final String EXCEPTION_MESSAGE = "exception.message";

  /** OpenTelemetry's: what kind of error ended the operation. */
  public static final String ERROR_TYPE = "error.type";

  /** Notes whose attributes are ids that somebody makes up anew in each run. */
  private static final Set<String> IDS = Set.of(SPAN_MARK, MESSAGE_MARK);

  /** What a note says that a run may say again: not the ids of spans, other ones in each. */
  public static Map<String, ? extends @Nullable Object> meaning(TraceEvent.Mark mark) {
    return IDS.contains(mark.name()) ? Map.of() : mark.attrs();
  }
}
