package dev.rondo;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static dev.rondo.Async.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that gets the signal shows its tasks, also one whose loop hangs. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DumpSignalTest {
  private static final List<String> ON_USR1 = List.of("-Drondo.dump.signal=USR1");

  @ParameterizedTest
  @ValueSource(strings = {"continuation", "virtual-thread"})
  void aLoopThatHangsShowsItsTasksEachTime(String engine) throws Exception {
    try (ChildJvm child = ChildJvm.start(Hanging.class, engine, ON_USR1)) {
      child.awaitLine("hangs");
      for (int i = 0; i < 2; i++) {
        child.signal("USR1");
        child.awaitLine("seen from another thread");
        child.awaitLine("task 1 Task-1: running");
        child.awaitLine("CountDownLatch.await");
        child.awaitLine("task 2 patient: paused on sleep");
        child.awaitLine("lambda$nap$0(DumpSignalTest.java:");
        child.awaitLine("who awaits whom");
        child.awaitLine("(T) patient");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"continuation", "virtual-thread"})
  void theProgramGoesOn(String engine) throws Exception {
    try (ChildJvm child = ChildJvm.start(Napping.class, engine, ON_USR1)) {
      child.awaitLine("naps");
      child.signal("USR1");
      assertThat(child.exitCode()).isZero();
      assertThat(child.output()).contains("event loop running in", "task 1 Task-1").endsWith("end");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"QUIT", "NONSENSE"})
  void aSignalThatCannotBeHadIsReportedAndTheProgramRuns(String name) throws Exception {
    try (ChildJvm child =
        ChildJvm.start(Napping.class, "continuation", List.of("-Drondo.dump.signal=" + name))) {
      assertThat(child.exitCode()).isZero();
      assertThat(child.output())
          .contains("rondo.dump.signal is '" + name + "', which cannot be had: ")
          .endsWith("end");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"continuation", "virtual-thread"})
  void theWatchdogSaysHowToAsk(String engine) throws Exception {
    List<String> options = List.of("-Drondo.dump.signal=USR1", "-Drondo.watchdog.millis=100");
    try (ChildJvm child = ChildJvm.start(Hanging.class, engine, options)) {
      child.awaitLine("has blocked its event loop");
      child.awaitLine("kill -USR1 ");
    }
  }

  private static Coroutine<Void> nap() {
    return async(() -> await(sleep(Duration.ofDays(1))));
  }

  static final class Hanging {
    private Hanging() {}

    static void main() {
      Async.run(
          async(() -> {
            createTask(nap(), "patient");
            await(sleep(Duration.ZERO));
            IO.println("hangs");
            new CountDownLatch(1).await();
          }));
    }
  }

  static final class Napping {
    private Napping() {}

    static void main() {
      Async.run(
          async(() -> {
            IO.println("naps");
            await(sleep(Duration.ofSeconds(1)));
            IO.println("end");
          }));
    }
  }
}
