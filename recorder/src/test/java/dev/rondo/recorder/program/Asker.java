package dev.rondo.recorder.program;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;

import dev.rondo.Async;
import dev.rondo.Trace;

/** Says what its second task would tell a process that it makes. */
public final class Asker {
  private Asker() {}

  public static void main(String[] args) {
    Async.run(
        async(
            "main",
            () ->
                await(
                    createTask(
                        async("kid", () -> System.out.println("told " + Trace.traceparent()))))));
  }
}
