package dev.rondo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that hold for either engine: each runs on both, on a virtual clock. A test that hangs fails
 * after a while instead of holding up the build.
 */
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"continuation", "virtual-thread"})
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class OnBothEngines {
  static final Duration ZERO = Duration.ZERO;

  @Parameter String engine;

  /** What happened, in order; any thread may write. */
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  /** A loop of the engine at hand, on a virtual clock. */
  final LoopBuilder loops() {
    return EventLoop.builder().engine(engine).virtualClock();
  }

  /** Runs a coroutine as a program. */
  final <T> T go(Coroutine<T> main) {
    return Async.run(main, loops());
  }

  /** Runs a body as a program. */
  final void go(Block body) {
    Async.run(Async.async("main", body), loops());
  }

  final boolean onContinuations() {
    return engine.equals("continuation");
  }

  final void log(Object what) {
    log.add(String.valueOf(what));
  }

  final void assertLog(String... expected) {
    assertThat(log).containsExactly(expected);
  }

  final List<String> logged() {
    return List.copyOf(log);
  }

  static Duration millis(long n) {
    return Duration.ofMillis(n);
  }

  /** A coroutine that pauses once. */
  static Coroutine<Void> pause() {
    return Async.sleep(ZERO);
  }
}
