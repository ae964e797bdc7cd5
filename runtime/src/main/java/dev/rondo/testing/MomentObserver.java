package dev.rondo.testing;

import dev.rondo.observe.AwaitChain;
import dev.rondo.observe.Cause;
import dev.rondo.observe.Ending;
import dev.rondo.observe.LoopObserver;
import dev.rondo.observe.LoopPhase;
import dev.rondo.testing.Moment.Kind;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts the hooks in words, with names for numbers as far as they are known. */
final class MomentObserver implements LoopObserver {
  private final LongSupplier clock;
  private final long start;
  private final Consumer<Moment> to;
  private final Map<Long, String> tasks = new HashMap<>();
  private final Map<Long, String> futures = new HashMap<>(); // what they stand for
  private final Map<Long, String> callbacks = new HashMap<>(); // by handle

  MomentObserver(LongSupplier clock, Consumer<Moment> to) {
    this.clock = clock;
    this.start = clock.getAsLong();
    this.to = to;
  }

  private void tell(Kind kind, long id, long handle, String words) {
    String line = (kind.name().toLowerCase(Locale.ROOT) + " " + words).strip();
    Duration time = Duration.ofNanos(clock.getAsLong() - start);
    to.accept(new Moment(time, kind, tasks.getOrDefault(id, ""), id, handle, line));
  }

  private String task(long id) {
    return tasks.getOrDefault(id, "task " + id);
  }

  private String future(long id) {
    String task = tasks.get(id);
    return task != null ? "task " + task : futures.getOrDefault(id, "future " + id);
  }

  private String learn(long id, String what) {
    if (!what.equals("future") && !tasks.containsKey(id)) {
      futures.put(id, what);
    }
    return future(id);
  }

  private String by(long task) {
    return task == 0 ? "" : " by " + task(task);
  }

  private static String error(@Nullable Throwable error) {
    return error == null ? "" : " " + error.getClass().getSimpleName() + ": " + error.getMessage();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void loopState(LoopPhase phase, String thread) {
    tell(Kind.LOOP, 0, 0, lower(phase));
  }

  @Override
  public void taskCreated(
      long task, String name, String coroutine, @Nullable String at, long parent) {
    tasks.put(task, name);
    tell(Kind.TASK, task, 0, name + " of " + coroutine + by(parent));
  }

  @Override
  public void stepEnqueued(long handle, long task, Cause why, long of) {
    tell(Kind.ENQUEUE, task, handle, task(task) + ": " + why(why, of));
  }

  @Override
  public void callbackEnqueued(long handle, String callback, Cause why, long of) {
    callbacks.put(handle, callback);
    tell(Kind.ENQUEUE, 0, handle, callback + ": " + why(why, of));
  }

  private String why(Cause why, long of) {
    return why == Cause.DONE ? future(of) + " is done" : lower(why);
  }

  @Override
  public void resumed(long handle, long task) {
    tell(Kind.RESUME, task, handle, task(task) + (handle == 0 ? " eagerly" : ""));
  }

  @Override
  public void paused(long task, long on, String what, AwaitChain chain) {
    tell(Kind.PAUSE, task, 0, task(task) + (on == 0 ? " yields" : " on " + learn(on, what)));
  }

  @Override
  public void taskDone(long task, Ending ending, @Nullable Throwable error) {
    tell(Kind.DONE, task, 0, task(task) + " " + ended(ending, error));
  }

  @Override
  public void futureDone(long future, Ending ending, @Nullable Throwable error) {
    tell(Kind.DONE, future, 0, future(future) + " " + ended(ending, error));
  }

  private static String ended(Ending ending, @Nullable Throwable error) {
    return lower(ending) + (ending == Ending.RAISED ? error(error) : "");
  }

  @Override
  public void awaitedDone(long task, long on, String what) {
    tell(Kind.AWAIT, task, 0, task(task) + " on " + learn(on, what) + ", done already");
  }

  @Override
  public void listened(long future, String callback) {
    tell(Kind.LISTEN, future, 0, future(future) + " calls back " + callback);
  }

  @Override
  public void used(long task, long object, String what, String operation) {
    tell(Kind.USE, task, 0, what + " " + operation + by(task));
  }

  @Override
  public void callbackStarted(long handle, String name, long of) {
    callbacks.put(handle, name);
    tell(Kind.CALLBACK, 0, handle, name);
  }

  @Override
  public void callbackReturned(long handle, @Nullable Throwable error) {
    tell(
        Kind.RETURN, 0, handle, callback(handle) + (error == null ? "" : " raised" + error(error)));
    callbacks.remove(handle);
  }

  private String callback(long handle) {
    return callbacks.getOrDefault(handle, "handle " + handle);
  }

  @Override
  public void timerSet(long handle, long deadline, String callback) {
    callbacks.put(handle, callback);
    Duration in = Duration.ofNanos(deadline - clock.getAsLong());
    tell(Kind.TIMER, 0, handle, callback + " in " + in);
  }

  @Override
  public void taskCancelled(long task, long by) {
    tell(Kind.CANCEL, task, 0, task(task) + by(by));
  }

  @Override
  public void futureCancelled(long future, long by) {
    tell(Kind.CANCEL, future, 0, future(future) + by(by));
  }

  @Override
  public void handleCancelled(long handle, long by) {
    tell(Kind.CANCEL, 0, handle, callback(handle) + by(by));
    callbacks.remove(handle);
  }

  @Override
  public void entered(long task, String coroutine) {
    tell(Kind.ENTER, task, 0, task(task) + " " + coroutine);
  }

  @Override
  public void exited(long task, String coroutine) {
    tell(Kind.EXIT, task, 0, task(task) + " " + coroutine);
  }

  @Override
  public void marked(long task, String name, Map<String, ?> attributes) {
    tell(Kind.MARK, task, 0, name + (attributes.isEmpty() ? "" : " " + attributes) + by(task));
  }

  @Override
  public void inputTaken(long task, String name, @Nullable Object value, @Nullable String error) {
    String came = error == null ? " = " + value : " failed: " + error;
    tell(Kind.INPUT, task, 0, name + came + by(task));
  }

  @Override
  public void warned(String code, long task, long handle, String text) {
    tell(Kind.WARN, task, handle, code + ": " + text);
  }

  @Override
  public void stalled(long[] waiting) {
    tell(
        Kind.STALL,
        0,
        0,
        Arrays.stream(waiting).mapToObj(this::task).collect(Collectors.joining(", ")));
  }
}
