package dev.rondo.junit;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static dev.rondo.Async.sleep;

import dev.rondo.Coroutine;
import dev.rondo.Task;
import dev.rondo.Trace;
import java.time.Duration;

/** One seat for two: first in, first out it is sold once; in another order it may be twice. */
final class Hall {
  int seats = 1;

  Coroutine<Void> evening() {
    return async(() -> {
      Task<Void> ann = createTask(buy(0), "ann");
      Task<Void> bob = createTask(buy(1), "bob");
      await(ann);
      await(bob);
    });
  }

  private Coroutine<Void> buy(int way) {
    return async(() -> {
      for (int i = 0; i < way; i++) {
        await(sleep(Duration.ZERO));
      }
      Trace.use(this, "seats", "look");
      if (seats > 0) {
        await(sleep(Duration.ZERO)); // pays
        Trace.use(this, "seats", "take");
        seats--;
      }
    });
  }
}
