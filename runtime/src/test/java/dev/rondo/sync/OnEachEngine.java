package dev.rondo.sync;

import static dev.rondo.Async.async;
import static dev.rondo.Async.run;

import dev.rondo.Block;
import dev.rondo.EventLoop;
import dev.rondo.LoopBuilder;
import java.util.concurrent.Callable;

/** A test whose programs run on one of the engines, on a virtual clock. */
abstract class OnEachEngine {
  private final String engine;

  OnEachEngine(String engine) {
    this.engine = engine;
  }

  final LoopBuilder loop() {
    return EventLoop.builder().engine(engine).virtualClock();
  }

  final <T> T runHere(Callable<T> main) {
    return run(async("main", main), loop());
  }

  final void runHere(Block main) {
    run(async("main", main), loop());
  }
}
