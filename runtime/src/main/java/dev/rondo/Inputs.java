package dev.rondo;

import dev.rondo.observe.LoopObserver;
import dev.rondo.schedule.Input;
import java.time.Instant;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.NonNull;
import org.jspecify.annotations.Nullable;

/**
 * What a program takes from outside its loop and what decides what it does: the date, chance, a
 * file, the environment, another program's answer. Taken from here, it stands in the loop's trace,
 * and a run that repeats the trace is given the same without asking again.
 *
 * {@snippet :
 * Instant now = Inputs.now();
 * RandomGenerator dice = Inputs.random();
 * String user = Inputs.of("user", String.class, () -> System.getenv("USER"));
 * List<String> lines = Inputs.of("orders", Lines.class, () -> new Lines(read(file))).all();
 * }
 *
 * <p>All of it is about the loop that runs in the calling thread. Where none runs, or nobody
 * records or directs it, the source is asked and that is all. In a replay the recorded inputs are
 * given back in their order, by their names; where the program asks for another than the recording
 * has next, its source is asked, and the replay tells so.
 *
 * <p>A source is called in the caller's thread, at once; it should not await anything. One that
 * throws an {@code Exception} ends the call with {@link InputException}, whose message is recorded
 * and comes again in a replay; an {@code Error} goes through and is not recorded.
 */
public final class Inputs {
  private Inputs() {}

  /**
   * An input.
   *
   * @param name what the trace calls it
   * @param type what it is, so that it comes back as the same: {@code String}, {@code Boolean},
   *     {@code Character}, a number (also {@code BigInteger}, {@code BigDecimal}), {@code byte[]},
   *     an enum, {@code Instant}, {@code Duration} or a local date or time, {@code UUID}, {@code
   *     URI}; a record of these, of lists, maps by {@code String} and other records; or {@code
   *     List}, {@code Map} or {@code Object} for JSON as it is, in which whole numbers come back as
   *     {@code Long}, others as {@code Double}, and what JSON does not have as its text. Nulls come
   *     back as null, lists and maps as such that may be changed, half of a surrogate pair in a
   *     text as U+FFFD
   * @param source gives the value, where it is not given back
   * @throws IllegalArgumentException if {@code type} is none of these
   * @throws InputException if the source fails, or has failed in the run that this one repeats
   */
  public static <T extends @Nullable Object> T of(
      String name, Class<@NonNull T> type, Callable<? extends T> source) {
    return taken(name, JsonForm.of(type), source);
  }

  /**
   * An input of any other type.
   *
   * @param toJson gives a value that stands for it in JSON: a text, number, boolean, list, map or
   *     null
   * @param fromJson makes it again of such a value, in which whole numbers are {@code Long} and
   *     others {@code Double}
   * @param source as {@link #of(String, Class, Callable)}
   */
  @SuppressWarnings({"unchecked", "NullAway"}) // toJson takes what source gives
  public static <T extends @Nullable Object> T of(
      String name,
      Function<T, @Nullable Object> toJson,
      Function<@Nullable Object, T> fromJson,
      Callable<? extends T> source) {
    return taken(name, JsonForm.of(value -> toJson.apply((T) value), fromJson::apply), source);
  }

  /** The date and time of the system, whatever the loop's clock is; the input {@code now}. */
  public static Instant now() {
    return of("now", Instant.class, Instant::now);
  }

  /**
   * A source of chance. Its seed is the input {@code random}, not each number: one line in the
   * trace, however many are drawn. Each call makes another; not for secrets.
   */
  public static RandomGenerator random() {
    return new Random(of("random", Long.class, ThreadLocalRandom.current()::nextLong));
  }

  private static <T extends @Nullable Object> T taken(
      String name, JsonForm form, Callable<? extends T> source) {
    Objects.requireNonNull(name, "name");
    EventLoop loop = EventLoop.runningOrNull();
    LoopObserver observer = loop == null ? null : loop.observer();
    if (loop == null || observer == null) {
      return asked(name, source);
    }
    Directed directed = loop.turns().directed();
    Input given = directed == null ? null : directed.input(name);
    return given == null
        ? recorded(name, form, source, loop)
        : given(name, form, source, loop, given);
  }

  private static <T extends @Nullable Object> T asked(String name, Callable<? extends T> source) {
    try {
      return source.call();
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw InputException.of(name, e);
    }
  }

  private static <T extends @Nullable Object> T recorded(
      String name, JsonForm form, Callable<? extends T> source, EventLoop loop) {
    T value;
    try {
      value = asked(name, source);
    } catch (InputException e) {
      tell(loop, name, null, e.error());
      throw e;
    }
    tell(loop, name, form.toJson(value), null);
    return value;
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // the form is that of the type, nulls and all
  private static <T extends @Nullable Object> T given(
      String name, JsonForm form, Callable<? extends T> source, EventLoop loop, Input given) {
    if (given.error() != null) {
      tell(loop, name, null, given.error());
      throw new InputException(name, given.error(), null);
    }
    Object value;
    try {
      value = form.fromJson(given.value());
    } catch (RuntimeException e) {
      return recorded(name, form, source, loop); // another type now, and so another value
    }
    tell(loop, name, given.value(), null);
    return (T) value;
  }

  private static void tell(
      EventLoop loop, String name, @Nullable Object value, @Nullable String error) {
    LoopObserver observer = loop.observer();
    if (observer != null) {
      observer.inputTaken(loop.currentTaskId(), name, value, error);
    }
  }
}
