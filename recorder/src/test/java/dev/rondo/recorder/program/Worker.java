package dev.rondo.recorder.program;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static dev.rondo.Async.run;
import static dev.rondo.Async.sleep;

import dev.rondo.Coroutine;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Programs that end in one way each, for tests that record them in a process of their own. */
public final class Worker {
  private Worker() {}

  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "returns" -> run(busy(100));
      case "long" -> run(busy(20_000));
      case "throws" ->
          run(
              async(
                  "main",
                  () -> {
                    await(busy(100));
                    throw new IllegalStateException("told to");
                  }));
      case "exits-in-task" ->
          run(
              async(
                  "main",
                  () -> {
                    await(busy(100));
                    System.exit(7);
                  }));
      case "exits-beside" -> {
        CountDownLatch started = new CountDownLatch(1);
        Thread.ofPlatform()
            .daemon()
            .start(() -> run(async("main", () -> forEver(started::countDown))));
        started.await();
        System.exit(7);
      }
      case "runs-for-ever" -> run(async("main", () -> forEver(() -> System.out.println("ready"))));
      default -> throw new IllegalArgumentException(args[0]);
    }
    System.out.println("over");
  }

  private static Coroutine<Void> busy(int turns) {
    return async(
        "busy",
        () -> {
          for (int i = 0; i < turns; i++) {
            createTask(sleep(Duration.ZERO));
            await(sleep(Duration.ZERO));
          }
        });
  }

  private static Void forEver(Runnable started) {
    await(busy(100));
    started.run();
    try {
      while (true) {
        await(busy(1));
        await(sleep(Duration.ofMillis(1)));
      }
    } finally {
      System.out.println("finally");
    }
  }
}
