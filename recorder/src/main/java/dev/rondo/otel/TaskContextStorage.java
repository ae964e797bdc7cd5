package dev.rondo.otel;

import dev.rondo.ContextVar;
import dev.rondo.Trace;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * OpenTelemetry's current context as a variable of Rondo's: a task copies it where it is made and
 * has its own from then on, callbacks and {@code toThread} carry it, and a thread without a loop
 * has one of its own. So nothing is switched when tasks take turns.
 */
final class TaskContextStorage implements ContextStorage {
  static final TaskContextStorage ONLY = new TaskContextStorage();
  private static final System.Logger LOG = System.getLogger("dev.rondo");

  private final ContextVar<@Nullable Context> current = new ContextVar<>("opentelemetry", null);

  private TaskContextStorage() {}

  @Override
  public @Nullable Context current() {
    return current.get(null);
  }

  @Override
  @SuppressWarnings("ReferenceEquality")
  public Scope attach(@Nullable Context context) {
    Context before = current();
    if (context == null || context == before) {
      return Scope.noop();
    }
    if (Trace.isRecorded()) {
      SpanNotes.note(Span.fromContext(context).getSpanContext());
    }
    return new Attached(context, current.set(context));
  }

  /** Makes {@code context} the current one, for good. */
  void set(Context context) {
    current.set(context);
  }

  private final class Attached implements Scope {
    private final Context context;
    private final ContextVar.Token<@Nullable Context> before;
    private boolean closed;

    Attached(Context context, ContextVar.Token<@Nullable Context> before) {
      this.context = context;
      this.before = before;
    }

    /** One that is closed twice, out of turn, or by another task than opened it, stays. */
    @Override
    public void close() {
      if (closed) {
        return;
      }
      if (current() != context) { // of contexts identity is meant
        LOG.log(System.Logger.Level.DEBUG, "a scope is closed out of turn: ignored");
        return;
      }
      try {
        current.reset(before);
        closed = true;
      } catch (IllegalArgumentException e) {
        LOG.log(System.Logger.Level.DEBUG, "a scope is closed by another task: ignored");
      }
    }
  }
}
