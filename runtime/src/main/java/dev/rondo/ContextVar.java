package dev.rondo;

import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A variable of which every task has a value of its own: that which it had where the task was made,
 * until the task sets another. To be kept in a static field. As CPython's {@code
 * contextvars.ContextVar}; in place of {@code ThreadLocal}, which all tasks of a loop share, and of
 * {@code ScopedValue}, over whose bindings no task can pause.
 *
 * {@snippet :
 * static final ContextVar<String> USER = new ContextVar<>("user", "nobody");
 *
 * ContextVar.Token<String> before = USER.set("ann");
 * try {
 *   await(serve()); // and the tasks that it makes: all see ann
 * } finally {
 *   USER.reset(before);
 * }
 * }
 *
 * @param <T> the type of its values
 */
public final class ContextVar<T extends @Nullable Object> {
  private static final AtomicLong LAST = new AtomicLong();

  private final long number = LAST.incrementAndGet();
  private final String name;
  private final boolean hasDefault;
  private final @Nullable T defaultValue;

  /** A variable without a default. */
  public ContextVar(String name) {
    this(name, false, null);
  }

  /** A variable that has {@code defaultValue} where none was set. */
  public ContextVar(String name, T defaultValue) {
    this(name, true, defaultValue);
  }

  private ContextVar(String name, boolean hasDefault, @Nullable T defaultValue) {
    this.name = name;
    this.hasDefault = hasDefault;
    this.defaultValue = defaultValue;
  }

  /** Its name, for {@code toString}. */
  public String name() {
    return name;
  }

  long number() {
    return number;
  }

  /**
   * The value in the current context, else the default.
   *
   * @throws NoSuchElementException if there is neither
   */
  @SuppressWarnings("NullAway") // T says whether the default may be null
  public T get() {
    Context context = Context.current();
    if (context != null && context.contains(this)) {
      return context.get(this);
    }
    if (!hasDefault) {
      throw new NoSuchElementException(this + " has no value and no default");
    }
    return defaultValue;
  }

  /** The value in the current context, else {@code otherwise}, whatever the default is. */
  public T get(T otherwise) {
    Context context = Context.current();
    return context != null && context.contains(this) ? context.get(this) : otherwise;
  }

  /** Sets the value in the current context, and gives what {@link #reset} needs to undo that. */
  public Token<T> set(T value) {
    Context context = Context.currentForUse();
    Bindings before = context.bindings();
    context.change(before.with(this, value));
    return new Token<>(this, context, before.find(this) < 0 ? null : before);
  }

  /**
   * Gives it back the value that it had before the {@link #set} that gave {@code token}, or none.
   *
   * @throws IllegalArgumentException if the token is another variable's or another context's
   * @throws IllegalStateException if the token was used already
   */
  public void reset(Token<T> token) {
    if (token.used) {
      throw new IllegalStateException(token + " was used already");
    }
    if (token.var != this) {
      throw new IllegalArgumentException(token + " is not of " + this);
    }
    if (token.context != Context.current()) {
      throw new IllegalArgumentException(token + " was made in another context");
    }
    token.used = true;
    Bindings now = token.context.bindings();
    token.context.change(
        token.before == null
            ? now.without(this)
            : now.with(this, token.before.at(token.before.find(this))));
  }

  @Override
  public String toString() {
    return "<ContextVar " + name + (hasDefault ? " default=" + defaultValue : "") + ">";
  }

  /** What a variable was before it was set. */
  public static final class Token<T extends @Nullable Object> {
    private final ContextVar<T> var;
    private final Context context;
    private final @Nullable Bindings before; // null: it had no value
    private boolean used;

    private Token(ContextVar<T> var, Context context, @Nullable Bindings before) {
      this.var = var;
      this.context = context;
      this.before = before;
    }

    /** The variable that was set. */
    public ContextVar<T> variable() {
      return var;
    }

    /** The value that it had before, or null if it had none. */
    @SuppressWarnings("unchecked") // only a T is ever bound to a var of T
    public @Nullable T oldValue() {
      return before == null ? null : (T) before.at(before.find(var));
    }

    @Override
    public String toString() {
      return "<Token of " + var + (used ? " used" : "") + ">";
    }
  }
}
