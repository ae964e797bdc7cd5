package dev.rondo.recorder.program;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static dev.rondo.Async.sleep;

import dev.rondo.Async;
import dev.rondo.Coroutine;
import dev.rondo.EventLoop;
import dev.rondo.Task;
import dev.rondo.Trace;
import dev.rondo.recorder.Recorder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Records itself for ever, and tells how many events are in the file. To be killed. */
public final class Reporter {
  private Reporter() {}

  public static void main(String[] args) {
    Recorder recorder =
        Recorder.to(Path.of(args[1]))
            .flushEvery(Duration.ofMillis(Long.getLong("rondo.test.flush")));
    Duration rest = args[0].equals("reports-busily") ? Duration.ZERO : Duration.ofMillis(1);
    Async.run(async("main", () -> forEver(recorder, rest)), EventLoop.builder().observer(recorder));
  }

  private static Void forEver(Recorder recorder, Duration rest) {
    long told = 0;
    for (int i = 0; ; i++) {
      Task<String> task = createTask(child("child " + i));
      Trace.mark("näher", Map.of("i", i, "text", "a \"quoted\" one\n"));
      await(sleep(rest));
      await(task);
      long written = recorder.statistics().events();
      if (written > told) {
        System.out.println(told == 0 ? "ready" : String.valueOf(written));
        told = written;
      }
    }
  }

  private static Coroutine<String> child(String name) {
    return async(
        "child",
        () -> {
          await(sleep(Duration.ZERO));
          return name;
        });
  }
}
