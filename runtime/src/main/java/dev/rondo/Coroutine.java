package dev.rondo;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A body of code that can be paused and resumed. Made by calling a coroutine function (a method
 * that returns {@link Async#async}), which runs none of it: it runs when it is awaited, in place,
 * on its awaiter's own turn, or when a {@link Task} is made of it. Either happens at most once.
 *
 * <p>Belongs to one loop's thread at a time.
 *
 * @param <T> the type of its result
 */
public abstract sealed class Coroutine<T> implements Awaitable<T>
    permits Coroutine.OfCallable, Coroutine.OfBlock, Sleep {
  private static final byte SHARED = -1; // the one that yields: it has no state
  private static final byte CREATED = 0;
  private static final byte CLAIMED = 1; // by a task
  static final byte STARTED = 2;
  private static final byte ENDED = 3;
  private static final byte CLOSED = 4; // without having run

  private final Site site;
  private byte state; // not an enum: there are millions of coroutines
  private Unawaited.@Nullable Token unawaited; // where it is to be told of its start
  private @Nullable Task<?> task; // whose own it is, or whose turn it runs on; null once it ended

  /** One that anybody may await, as often as they like: its body must have no state. */
  Coroutine(Site site, boolean shared) {
    this.site = site;
    state = shared ? SHARED : CREATED;
  }

  Coroutine(Site site) {
    this(site, false);
    if (site.isWatchDue()) {
      unawaited = Unawaited.watch(site);
    }
  }

  /** One with that body. */
  static <T> Coroutine<T> of(Site site, Callable<? extends T> body) {
    return new OfCallable<>(site, body);
  }

  /** One with that body, without a result. */
  static Coroutine<Void> of(Site site, Block body) {
    return new OfBlock(site, body);
  }

  /**
   * A coroutine of a library, such as the {@code get} of a queue. To a trace it is part of its
   * awaiter: that it is entered and left is not told, as it is of a program's own ({@link
   * Async#async}); where it pauses is.
   *
   * @param name a constant: what the method that makes it is called
   */
  public static <T> Coroutine<T> ofLibrary(String name, Callable<? extends T> body) {
    return of(Site.internal(name), body);
  }

  /** A coroutine of a library, without a result. */
  public static Coroutine<Void> ofLibrary(String name, Block body) {
    return of(Site.internal(name), body);
  }

  /** Its code, to be run on {@code task}'s turn. */
  abstract T body(Task<?> task) throws Exception;

  /** Where its body stands. */
  final Site site() {
    return site;
  }

  /** The name: that of the method whose body it is, or the one that it was given. */
  public final String coroutine() {
    return site.name;
  }

  /**
   * The source line where it was first made, {@code File.java:12}, or null if that is not known.
   */
  public final @Nullable String at() {
    return site.at;
  }

  /**
   * What a task's fiber runs, if this is the task's own: itself, since an object more would count.
   * Each kind has its own, in one method, since it stays on the stack of every task that is paused.
   */
  abstract Runnable start();

  /** On its fiber, as a task's own: it begins. */
  final Task<?> begins() {
    Task<?> owner = task;
    if (owner == null) {
      throw new IllegalStateException(this + " is the own coroutine of no task");
    }
    owner.bodyBegins();
    begin(STARTED);
    return owner;
  }

  /** As a task's own, it has given that result, or thrown that error if it is not null. */
  final void ended(@Nullable Object result, @Nullable Throwable error) {
    Task<?> owner = Objects.requireNonNull(task);
    ends();
    owner.bodyEnded(result, error);
  }

  private void ends() {
    task = null; // which holds a result
    state = ENDED;
  }

  /** Runs the body in place, on {@code running}'s turn. */
  final T runInPlace(Task<?> running) throws Exception {
    task = running;
    begin(STARTED);
    try {
      return body(running);
    } finally {
      ends();
    }
  }

  /** Takes it for a task or an await. */
  final void claim(String by) {
    if (state > CREATED) {
      throw new IllegalStateException("cannot " + by + " " + this + ": a coroutine runs only once");
    }
  }

  /** A task has it for its own. */
  final void belongTo(Task<?> owner) {
    task = owner;
    begin(CLAIMED);
  }

  /** Ends it without having run. A coroutine that has started is not changed. */
  public final void close() {
    if (state < STARTED && state != SHARED) {
      begin(CLOSED);
      task = null;
    }
  }

  final void begin(byte next) {
    if (unawaited != null) {
      unawaited.begun();
      unawaited = null;
    }
    state = next;
  }

  /** This one, or of the shared one a fresh one, which a task may have for its own. */
  Coroutine<T> own() {
    return this;
  }

  private String stateText() {
    return switch (state) {
      case SHARED, CREATED, CLAIMED -> "not started";
      case STARTED -> startedText();
      default -> "ended";
    };
  }

  String startedText() {
    return task != null && task.isPaused() ? "paused" : "running";
  }

  @Override
  public final String toString() {
    String at = at();
    return "<coroutine " + coroutine() + " " + stateText() + (at == null ? "" : " at " + at) + ">";
  }

  /** With a body that gives a result. */
  static final class OfCallable<T> extends Coroutine<T> implements Runnable {
    private @Nullable Callable<? extends T> body; // until it runs, as it is kept by its frame then

    private OfCallable(Site site, Callable<? extends T> body) {
      super(site);
      this.body = body;
    }

    @Override
    T body(Task<?> task) throws Exception {
      return takeBody().call();
    }

    private Callable<? extends T> takeBody() {
      Callable<? extends T> code = Objects.requireNonNull(body);
      body = null;
      return code;
    }

    @Override
    Runnable start() {
      return this;
    }

    /** What a fiber does. */
    @Override
    public void run() {
      begins();
      try {
        ended(takeBody().call(), null);
      } catch (Throwable e) {
        ended(null, e);
      }
    }
  }

  /** With a body that gives none: a class of its own, since a wrapper would be one more object. */
  static final class OfBlock extends Coroutine<Void> implements Runnable {
    private @Nullable Block body; // until it runs

    private OfBlock(Site site, Block body) {
      super(site);
      this.body = body;
    }

    @Override
    @SuppressWarnings("NullAway") // null is the one value of Void
    Void body(Task<?> task) throws Exception {
      takeBody().run();
      return null;
    }

    private Block takeBody() {
      Block code = Objects.requireNonNull(body);
      body = null;
      return code;
    }

    @Override
    Runnable start() {
      return this;
    }

    /** What a fiber does. */
    @Override
    public void run() {
      begins();
      try {
        takeBody().run();
        ended(null, null);
      } catch (Throwable e) {
        ended(null, e);
      }
    }
  }
}
