package dev.rondo.benchmarks;

import dev.rondo.Coroutine;
import dev.rondo.EventLoop;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A loop on each of the engines, with recording off. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init")
public class LoopState {
  @Param({"continuation", "virtual-thread"})
  public String engine;

  private EventLoop loop;

  @Setup
  public void create() {
    loop = EventLoop.builder().engine(engine).create();
  }

  @TearDown
  public void close() {
    loop.close();
  }

  <T> T run(Coroutine<T> work) {
    return loop.runUntilComplete(work);
  }
}
