package dev.rondo;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The values of {@link ContextVar}s that a piece of code sees. A task copies the context of the
 * code that makes it, and runs in that copy; so does a callback of the loop, a timer or a future,
 * and {@link Async#toThread}. Whoever makes one may give it a context instead, which several may
 * share. As CPython's {@code contextvars.Context} (PEP 567).
 *
 * <p>Code that runs on no loop has the context of its thread. A copy costs next to nothing. One
 * thread at a time uses a context.
 */
public final class Context {
  private static final ThreadLocal<@Nullable Context> OF_THREAD = new ThreadLocal<>();

  private Bindings bindings;
  private boolean entered; // by call or run, which may be paused

  /** A context without any value. */
  public Context() {
    this(Bindings.NONE);
  }

  private Context(Bindings bindings) {
    this.bindings = bindings;
  }

  /** A copy of the context of the code that calls this, as {@code contextvars.copy_context}. */
  public static Context copyCurrent() {
    Context current = current();
    return current == null ? new Context() : current.copy();
  }

  /** Another context of the same values. */
  public Context copy() {
    return new Context(bindings);
  }

  /**
   * Calls {@code body} in this context, which keeps what it sets. On a loop the body may pause:
   * other tasks have their own contexts.
   *
   * @throws IllegalStateException if this context is entered already
   */
  public <T> T call(Callable<? extends T> body) {
    requireNotEntered();
    Context outer = current();
    entered = true;
    enter(this);
    try {
      return Thrown.call(body);
    } finally {
      enter(outer);
      entered = false;
    }
  }

  /** Runs {@code body} in this context, as {@link #call}. */
  public void run(Block body) {
    call(Async.withoutResult(body));
  }

  void requireNotEntered() {
    if (entered || current() == this) {
      throw new IllegalStateException("cannot enter context: " + this + " is already entered");
    }
  }

  // -- what is in it ------------------------------------------------------------------------------

  /**
   * The value of {@code var} in this context; its default does not count.
   *
   * @throws NoSuchElementException if it has none
   */
  @SuppressWarnings({"unchecked", "NullAway"}) // only a T is ever bound to a var of T
  public <T extends @Nullable Object> T get(ContextVar<T> var) {
    int place = bindings.find(var);
    if (place < 0) {
      throw new NoSuchElementException(var + " has no value in " + this);
    }
    return (T) bindings.at(place);
  }

  /** Whether {@code var} has a value in this context. */
  public boolean contains(ContextVar<?> var) {
    return bindings.find(var) >= 0;
  }

  /** How many variables have a value. */
  public int size() {
    return bindings.size();
  }

  /** The variables that have a value, in the order in which they were made. */
  public List<ContextVar<?>> variables() {
    return bindings.vars();
  }

  Bindings bindings() {
    return bindings;
  }

  void change(Bindings changed) {
    bindings = changed;
  }

  // -- which one ----------------------------------------------------------------------------------

  /** The context of the code that runs now; null for an empty one that nobody has used. */
  static @Nullable Context current() {
    EventLoop loop = EventLoop.runningOrNull();
    return loop == null ? OF_THREAD.get() : loop.context();
  }

  /** The context of the code that runs now, to be written to or kept. */
  static Context currentForUse() {
    Context context = current();
    if (context == null) {
      context = new Context();
      enter(context);
    }
    return context;
  }

  /**
   * A copy for a task or callback that is being made; null, which is for free, for an empty one.
   */
  static @Nullable Context copyOrNull(@Nullable Context context) {
    return context == null || context.bindings == Bindings.NONE ? null : context.copy();
  }

  private static void enter(@Nullable Context context) {
    EventLoop loop = EventLoop.runningOrNull();
    if (loop != null) {
      loop.enter(context);
    } else if (context == null) {
      OF_THREAD.remove();
    } else {
      OF_THREAD.set(context);
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("<Context");
    for (ContextVar<?> var : variables()) {
      text.append(' ').append(var.name()).append('=').append(bindings.at(bindings.find(var)));
    }
    return text.append('>').toString();
  }
}
