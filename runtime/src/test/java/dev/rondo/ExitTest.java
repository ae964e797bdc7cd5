package dev.rondo;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static dev.rondo.Async.sleep;
import static dev.rondo.Async.toThread;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.observe.LoopInfo;
import dev.rondo.observe.LoopObserver;
import dev.rondo.observe.LoopPhase;
import dev.rondo.observe.ObserverProvider;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The virtual machine goes down: signals and {@code System.exit}, in virtual machines of their own.
 * The grace period is longer than a child may live, so whoever waits for it fails.
 */
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"continuation", "virtual-thread"})
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExitTest {
  private static final List<String> LONG_GRACE = List.of("-Drondo.exit.grace=600000");

  @Parameter String engine;

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void aSignalEndsARunProgram(String signal) throws Exception {
    try (ChildJvm child = start(RunProgram.class)) {
      child.awaitLine("ready");
      child.signal(signal);
      assertThat(child.exitCode()).isEqualTo(signal.equals("INT") ? 130 : 143);
      assertThat(child.output().lines())
          .containsExactly(
              "ready", "main finally", "other finally", "loop CLOSED", "observer exiting");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void aSignalCancelsTheProgramThatARunnerRuns(String signal) throws Exception {
    try (ChildJvm child = start(RunnerProgram.class)) {
      child.awaitLine("ready");
      child.signal(signal);
      assertThat(child.exitCode()).isEqualTo(signal.equals("INT") ? 130 : 143);
      assertThat(child.output().lines())
          .containsExactly(
              "ready",
              "main finally",
              "cancelled",
              "other finally",
              "loop CLOSED",
              "observer exiting");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void aSignalEndsARunForeverProgram(String signal) throws Exception {
    try (ChildJvm child = start(ForeverProgram.class)) {
      child.awaitLine("ready");
      child.signal(signal);
      assertThat(child.exitCode()).isEqualTo(signal.equals("INT") ? 130 : 143);
      assertThat(child.output().lines())
          .containsExactly("ready", "stopped", "loop CLOSED", "task finally", "observer exiting");
    }
  }

  @Test
  void aSignalEndsSeveralLoops() throws Exception {
    try (ChildJvm child = start(SeveralLoops.class)) {
      child.awaitLine("ready");
      child.signal("TERM");
      assertThat(child.exitCode()).isEqualTo(143);
      assertThat(child.output().lines().filter("main finally"::equals)).hasSize(3);
      assertThat(child.output().lines().filter("loop CLOSED"::equals)).hasSize(3);
      assertThat(child.output()).endsWith("observer exiting");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"task", "callback", "worker", "other thread"})
  void systemExitNeitherHangsNorWaits(String where) throws Exception {
    try (ChildJvm child = ChildJvm.start(ExitProgram.class, engine, LONG_GRACE, where)) {
      assertThat(child.exitCode()).as(child.output()).isEqualTo(3);
      assertThat(child.output()).contains("exit from " + where).endsWith("observer exiting");
      assertThat(child.output()).doesNotContain("Exception", "not reached");
    }
  }

  @Test
  void aLoopThatIsBlockedHoldsUpTheExitForTheGracePeriodAlone() throws Exception {
    try (ChildJvm child =
        ChildJvm.start(BlockedProgram.class, engine, List.of("-Drondo.exit.grace=100"))) {
      child.awaitLine("ready");
      child.signal("TERM");
      assertThat(child.exitCode()).isEqualTo(143);
      assertThat(child.output()).endsWith("observer exiting");
    }
  }

  @Test
  void aProgramMayRunALoopInAShutdownHook() throws Exception {
    try (ChildJvm child = start(HookProgram.class)) {
      assertThat(child.exitCode()).isZero();
      assertThat(child.output()).isEqualTo("main ends\nhook ran");
    }
  }

  @Test
  void anObserverThatFailsAtExitHarmsNobody() throws Exception {
    try (ChildJvm child = start(FailingObserver.class)) {
      assertThat(child.exitCode()).isZero();
      assertThat(child.output())
          .contains("observer exiting")
          .contains("an observer failed at exit");
    }
  }

  private ChildJvm start(Class<?> main) throws Exception {
    return ChildJvm.start(main, engine, LONG_GRACE);
  }

  // -- the programs -------------------------------------------------------------------------------

  private static LoopBuilder observed() {
    return EventLoop.builder().observer(new Printing());
  }

  /** Prints what matters at the end. */
  private static final class Printing implements ObserverProvider, LoopObserver {
    @Override
    public LoopObserver observe(LoopInfo loop) {
      return this;
    }

    @Override
    public void loopState(LoopPhase phase, String thread) {
      if (phase == LoopPhase.CLOSED) {
        IO.println("loop CLOSED");
      }
    }

    @Override
    public void exiting() {
      IO.println("observer exiting");
    }
  }

  private static Coroutine<Void> sleeper(String name) {
    return async(() -> {
      try {
        await(sleep(Duration.ofDays(1)));
        IO.println("not reached");
      } finally {
        IO.println(name + " finally");
      }
    });
  }

  static final class RunProgram {
    private RunProgram() {}

    static void main() {
      Async.run(
          async(() -> {
            createTask(sleeper("other"));
            await(sleep(Duration.ZERO));
            IO.println("ready");
            await(sleeper("main"));
          }),
          observed());
      IO.println("not reached");
    }
  }

  static final class RunnerProgram {
    private RunnerProgram() {}

    static void main() {
      try (Runner runner = new Runner(observed())) {
        runner.run(
            async(() -> {
              createTask(sleeper("other"));
              await(sleep(Duration.ZERO));
            }));
        try {
          runner.run(
              async(() -> {
                IO.println("ready");
                await(sleeper("main"));
              }));
        } catch (CancelledError e) {
          IO.println("cancelled");
        }
      }
      IO.println("not reached");
    }
  }

  static final class ForeverProgram {
    private ForeverProgram() {}

    static void main() {
      try (EventLoop loop = observed().create()) {
        loop.createTask(sleeper("task"));
        loop.callLater(Duration.ofMillis(1), () -> IO.println("ready"));
        loop.runForever();
        IO.println("stopped");
      }
    }
  }

  static final class SeveralLoops {
    private SeveralLoops() {}

    static void main() throws InterruptedException {
      int loops = 3;
      CountDownLatch ready = new CountDownLatch(loops);
      Printing observer = new Printing();
      for (int i = 0; i < loops; i++) {
        Thread.ofPlatform()
            .start(() ->
                Async.run(
                    async(() -> {
                      ready.countDown();
                      await(sleeper("main"));
                    }),
                    EventLoop.builder().observer(observer)));
      }
      ready.await();
      IO.println("ready");
    }
  }

  static final class ExitProgram {
    private ExitProgram() {}

    private static void exit(String where) {
      IO.println("exit from " + where);
      System.exit(3);
      IO.println("not reached");
    }

    static void main(String[] arguments) {
      Async.run(
          async(() -> {
            String where = arguments[0];
            switch (where) {
              case "task" -> createTask(async(() -> exit(where)));
              case "callback" -> EventLoop.running().callSoon(() -> exit(where));
              case "worker" -> createTask(toThread(() -> exit(where)));
              default -> Thread.ofPlatform().start(() -> exit(where));
            }
            await(sleep(Duration.ofDays(1)));
          }),
          observed());
    }
  }

  static final class BlockedProgram {
    private BlockedProgram() {}

    static void main() {
      Async.run(
          async(() -> {
            IO.println("ready");
            new CountDownLatch(1).await();
          }),
          observed());
    }
  }

  static final class HookProgram {
    private HookProgram() {}

    static void main() {
      Coroutine<Void> last = async(() -> await(sleep(Duration.ofMillis(1))));
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(() -> {
                Async.run(last);
                IO.println("hook ran");
              }));
      IO.println("main ends");
    }
  }

  static final class FailingObserver {
    private FailingObserver() {}

    static void main() {
      ObserverProvider failing =
          new ObserverProvider() {
            @Override
            public LoopObserver observe(LoopInfo loop) {
              return new Printing();
            }

            @Override
            public void exiting() {
              throw new IllegalStateException("faulty");
            }
          };
      Async.run(async(() -> {}), EventLoop.builder().observer(failing));
      Async.run(async(() -> {}), observed());
    }
  }
}
