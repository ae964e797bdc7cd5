package dev.rondo;

import dev.rondo.observe.AwaitChain;
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
public final class Coroutine<T> implements Awaitable<T>, AwaitChain {
  private enum State {
    CREATED,
    RUNNING,
    CLOSED
  }

  private final Site site;
  private final String name;
  private final boolean internal;
  private final Callable<? extends T> body;
  private State state = State.CREATED;
  private @Nullable Coroutine<?> awaiter;
  private @Nullable Task<?> task; // the task whose turn it runs on

  Coroutine(Site site, String name, boolean internal, Callable<? extends T> body) {
    this.site = site;
    this.name = name;
    this.internal = internal;
    this.body = body;
  }

  /** One of the library's own. */
  static <T> Coroutine<T> internal(Site site, Callable<? extends T> body) {
    return new Coroutine<>(site, site.name, true, body);
  }

  /**
   * A coroutine of a library, such as the {@code get} of a queue. To a trace it is part of its
   * awaiter: that it is entered and left is not told, as it is of a program's own ({@link
   * Async#async}); where it pauses is.
   *
   * @param name a constant: what the method that makes it is called
   */
  public static <T> Coroutine<T> ofLibrary(String name, Callable<? extends T> body) {
    return internal(Site.internal(name), body);
  }

  /** A coroutine of a library, without a result. */
  public static Coroutine<Void> ofLibrary(String name, Block body) {
    return ofLibrary(name, Async.withoutResult(body));
  }

  /** The name: that of the method whose body it is, or the one that it was given. */
  @Override
  public String coroutine() {
    return name;
  }

  @Override
  public @Nullable Coroutine<?> awaiter() {
    return awaiter;
  }

  @Override
  public boolean internal() {
    return internal;
  }

  /**
   * The source line where it was first made, {@code File.java:12}, or null if that is not known.
   */
  public @Nullable String at() {
    return site.at;
  }

  Site site() {
    return site;
  }

  /**
   * Runs the body on {@code task}'s turn, awaited by {@code awaiter} (null: it is the task's own).
   */
  T run(Task<?> task, @Nullable Coroutine<?> awaiter) throws Exception {
    this.task = task;
    this.awaiter = awaiter;
    state = State.RUNNING;
    try {
      return body.call();
    } finally {
      state = State.CLOSED;
    }
  }

  /** Takes it for a task or an await. */
  void claim(String by) {
    if (state != State.CREATED || task != null) {
      throw new IllegalStateException("cannot " + by + " " + this + ": a coroutine runs only once");
    }
  }

  void belongsTo(Task<?> owner) {
    task = owner;
  }

  /** Ends it without having run. A coroutine that has started is not changed. */
  public void close() {
    if (state == State.CREATED) {
      state = State.CLOSED;
    }
  }

  private String stateText() {
    return switch (state) {
      case CREATED -> "not started";
      case RUNNING -> task != null && task.isPaused() ? "paused" : "running";
      case CLOSED -> "ended";
    };
  }

  @Override
  public String toString() {
    return "<coroutine "
        + name
        + " "
        + stateText()
        + (site.at == null ? "" : " at " + site.at)
        + ">";
  }
}
