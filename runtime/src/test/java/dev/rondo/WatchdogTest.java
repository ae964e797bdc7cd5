package dev.rondo;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static dev.rondo.Async.gather;
import static dev.rondo.Async.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.observe.LoopObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Hangs that cannot be refused are told: each program hangs for ever in a virtual machine of its
 * own, and the watchdog must say who and where.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WatchdogTest {
  private static final String WARNING = " has blocked its event loop for over ";

  @ParameterizedTest
  @ValueSource(strings = {"continuation", "virtual-thread"})
  void aMonitorThatATaskPausedInUnseen(String engine) throws Exception {
    assertTold(engine, "MonitorOfAHotSite", "task entering" + WARNING, "enter$0(");
  }

  @ParameterizedTest
  @ValueSource(strings = {"continuation", "virtual-thread"})
  void aMonitorInAClassWithoutAFile(String engine) throws Exception {
    assertTold(engine, "MonitorInAClassWithoutAFile", "task entering" + WARNING, "enter$0(");
  }

  @ParameterizedTest
  @CsvSource("virtual-thread") // with continuations it is entered twice instead
  void aLockThatAPausedTaskHolds(String engine) throws Exception {
    assertTold(engine, "LockHeldByAPausedTask", "task second" + WARNING, "ReentrantLock.lock");
  }

  @ParameterizedTest
  @CsvSource("virtual-thread") // with continuations it is the same thread, which may enter
  void aMonitorThatTheCallerOfRunHolds(String engine) throws Exception {
    assertTold(engine, "MonitorOfTheCallerOfRun", "task entering" + WARNING, "run by thread main");
  }

  @ParameterizedTest
  @CsvSource("virtual-thread")
  void aLoopRunByAClassInitialiserThatItsTasksNeed(String engine) throws Exception {
    assertTold(engine, "LoopInAClassInitialiser", "task main" + WARNING, "Initialising.<clinit>");
  }

  @ParameterizedTest
  @CsvSource("virtual-thread")
  void aPinnedPauseThatLeavesNoThreadForTheLoop(String engine) throws Exception {
    assertTold(engine, "PausesInAClassInitialiserUnseen", "task pinned" + WARNING, "<clinit>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"continuation", "virtual-thread"})
  void aBlockingCallOfATaskAndOfACallback(String engine) throws Exception {
    assertTold(engine, "BlockingTask", "task blocking" + WARNING, "CountDownLatch.await");
    assertTold(engine, "BlockingCallback", "a callback" + WARNING, "CountDownLatch.await");
  }

  @ParameterizedTest
  @ValueSource(strings = {"continuation", "virtual-thread"})
  void aLoopWithoutEnd(String engine) throws Exception {
    assertTold(engine, "LoopWithoutEnd", "task endless" + WARNING, "LoopWithoutEnd");
  }

  @ParameterizedTest
  @ValueSource(strings = {"continuation", "virtual-thread"})
  void whenTheLoopGoesOnTheObserverIsTold(String engine) throws Exception {
    List<String> options =
        List.of("-Drondo.watchdog.millis=50", "--add-modules=java.logging", "-Duser.language=en");
    try (ChildJvm child = ChildJvm.start(BlocksUntilTold.class, engine, options)) {
      assertThat(child.exitCode()).isZero();
      assertThat(child.output())
          .contains("told blocked of task 1: task main" + WARNING)
          .contains("BlocksUntilTold.lambda$main$")
          .contains("\nend");
    }
  }

  @Test
  void saysNothingOfALoopThatWaits() throws Exception {
    try (ChildJvm child =
        ChildJvm.start(Idle.class, "continuation", List.of("-Drondo.watchdog.millis=100"))) {
      assertThat(child.exitCode()).isZero();
      assertThat(child.output()).isEqualTo("end");
    }
  }

  private static void assertTold(String engine, String program, String warning, String place)
      throws Exception {
    List<String> options =
        List.of(
            "-Drondo.watchdog.millis=100",
            "-Djdk.virtualThreadScheduler.parallelism=1",
            "-Djdk.virtualThreadScheduler.maxPoolSize=1");
    Class<?> main = Class.forName(WatchdogTest.class.getName() + "$" + program);
    try (ChildJvm child = ChildJvm.start(main, engine, options)) {
      child.awaitLine(warning);
      child.awaitLine(place);
      assertThat(child.output()).doesNotContain("not reached");
    }
  }

  // -- the programs -------------------------------------------------------------------------------

  private static Coroutine<Void> enter(Object monitor) {
    return async(() -> {
      synchronized (monitor) {
        IO.println("not reached");
      }
    });
  }

  private static Coroutine<Void> hot() {
    return async(() -> await(sleep(Duration.ZERO)));
  }

  static final class MonitorOfAHotSite {
    private MonitorOfAHotSite() {}

    private static Coroutine<Void> hold(Object monitor) {
      return async(() -> {
        for (int i = 0; i < 40; i++) {
          await(sleep(Duration.ZERO));
        }
        synchronized (monitor) {
          await(sleep(Duration.ofDays(1))); // pause no. 41 of this site: not looked at
        }
      });
    }

    static void main() {
      Object monitor = new Object();
      Async.run(
          async(() -> {
            createTask(hold(monitor));
            for (int i = 0; i < 45; i++) {
              await(sleep(Duration.ZERO));
            }
            await(createTask(enter(monitor), "entering"));
          }));
    }
  }

  static final class MonitorInAClassWithoutAFile {
    private MonitorInAClassWithoutAFile() {}

    /** Loaded from bytes alone. */
    static final class Holding implements Runnable {
      Holding() {}

      @Override
      public synchronized void run() {
        await(sleep(Duration.ofDays(1)));
      }
    }

    static void main() throws Exception {
      String name = Holding.class.getName();
      byte[] bytes;
      try (var in = Holding.class.getResourceAsStream(name.replaceFirst(".*\\.", "") + ".class")) {
        bytes = in.readAllBytes();
      }
      ClassLoader loader =
          new ClassLoader(MonitorInAClassWithoutAFile.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String asked, boolean resolve)
                throws ClassNotFoundException {
              return asked.equals(name)
                  ? defineClass(asked, bytes, 0, bytes.length)
                  : super.loadClass(asked, resolve);
            }

            @Override
            public java.io.InputStream getResourceAsStream(String file) {
              return null;
            }
          };
      var constructor = loader.loadClass(name).getDeclaredConstructor();
      constructor.setAccessible(true);
      Runnable holding = (Runnable) constructor.newInstance();
      Async.run(
          async(() -> {
            createTask(async("holding", () -> holding.run()));
            await(sleep(Duration.ZERO));
            await(createTask(enter(holding), "entering"));
          }));
    }
  }

  static final class LockHeldByAPausedTask {
    private LockHeldByAPausedTask() {}

    private static Coroutine<Void> locked(ReentrantLock lock) {
      return async(() -> {
        lock.lock();
        try {
          await(sleep(Duration.ofMillis(1)));
        } finally {
          lock.unlock();
        }
      });
    }

    static void main() {
      ReentrantLock lock = new ReentrantLock();
      Async.run(
          async(() -> {
            Task<Void> first = createTask(locked(lock), "first");
            Task<Void> second = createTask(locked(lock), "second");
            await(gather(first, second));
            IO.println("not reached");
          }));
    }
  }

  static final class MonitorOfTheCallerOfRun {
    private MonitorOfTheCallerOfRun() {}

    static void main() {
      Object monitor = new Object();
      synchronized (monitor) {
        Async.run(async(() -> await(createTask(enter(monitor), "entering"))));
      }
    }
  }

  static final class LoopInAClassInitialiser {
    private LoopInAClassInitialiser() {}

    static final class Initialising {
      static final String RESULT = runs();

      private Initialising() {}

      private static String runs() {
        EventLoop loop = EventLoop.create();
        return loop.runUntilComplete(loop.createTask(async("main", () -> result()), "main"));
      }

      private static String result() {
        return "not reached";
      }
    }

    static void main() {
      IO.println(Initialising.RESULT);
    }
  }

  static final class PausesInAClassInitialiserUnseen {
    private PausesInAClassInitialiserUnseen() {}

    static final class Initialising {
      static int pauses;

      static {
        hotHelper();
      }

      private Initialising() {}
    }

    private static void hotHelper() {
      await(sleep(Duration.ZERO));
    }

    static void main() {
      Async.run(
          async(() -> {
            Task<Void> pinned =
                createTask(
                    async(() -> {
                      for (int i = 0; i < 40; i++) {
                        hotHelper();
                      }
                      IO.println(Initialising.pauses + " not reached");
                    }),
                    "pinned");
            await(pinned);
          }));
    }
  }

  static final class BlockingTask {
    private BlockingTask() {}

    static void main() {
      Coroutine<Void> blocking = async(() -> new CountDownLatch(1).await());
      Async.run(async(() -> await(createTask(blocking, "blocking"))));
    }
  }

  static final class BlockingCallback {
    private BlockingCallback() {}

    static void main() {
      EventLoop loop = EventLoop.create();
      loop.callSoon(() -> {
        try {
          new CountDownLatch(1).await();
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      });
      loop.runForever();
    }
  }

  static final class LoopWithoutEnd {
    private LoopWithoutEnd() {}

    @SuppressWarnings("InfiniteLoopStatement")
    static void main() {
      Async.run(
          async(() -> {
            createTask(
                async(() -> {
                  while (true) {}
                }),
                "endless");
            await(sleep(Duration.ZERO));
          }));
    }
  }

  /** Blocks its loop until the log says so, then goes on for another turn. */
  static final class BlocksUntilTold implements LoopObserver {
    private BlocksUntilTold() {}

    static void main() {
      CountDownLatch said = new CountDownLatch(1);
      Logger log = Logger.getLogger("dev.rondo");
      log.setFilter(record -> {
        said.countDown();
        return true;
      });
      try (EventLoop loop = EventLoop.builder().observer(_ -> new BlocksUntilTold()).create()) {
        loop.runUntilComplete(
            loop.createTask(
                async(() -> {
                  said.await();
                  await(sleep(Duration.ZERO));
                }),
                "main"));
      }
      System.out.println("end");
    }

    @Override
    public void warned(String code, long task, long handle, String text) {
      System.out.println("told " + code + " of task " + task + ": " + text);
    }
  }

  static final class Idle {
    private Idle() {}

    static void main() {
      Async.run(
          async(() -> {
            for (int i = 0; i < 4; i++) {
              await(sleep(Duration.ofMillis(150)));
            }
          }));
      IO.println("end");
    }
  }
}
