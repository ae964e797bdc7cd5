package dev.rondo;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static dev.rondo.Async.gather;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/**
 * What belongs to a thread, where tasks share one (continuations) and where each has its own
 * (virtual threads). The page docs/coroutines.md says what is seen here.
 */
class ThreadBoundStateTest extends OnBothEngines {
  private static final ThreadLocal<String> LOCAL = ThreadLocal.withInitial(() -> "unset");
  private static final ScopedValue<String> SCOPED = ScopedValue.newInstance();

  @Test
  void aThreadLocalIsSharedOnContinuationsAndATasksOwnOnVirtualThreads() {
    go(() -> {
      LOCAL.set("main's");
      Task<String> other = createTask(async("other", () -> LOCAL.get()));
      log(await(other));
      log(LOCAL.get());
    });
    assertLog(onContinuations() ? "main's" : "unset", "main's");
    LOCAL.remove();
  }

  @Test
  void tasksShareAThreadOnContinuationsOnly() {
    go(() -> {
      Thread mine = Thread.currentThread();
      Task<Thread> other = createTask(async("other", () -> Thread.currentThread()));
      log(await(other) == mine);
      await(pause());
      log(Thread.currentThread() == mine);
    });
    assertLog("" + onContinuations(), "true");
  }

  @Test
  void aBindingAroundRunIsSeenByTasksOnContinuationsOnly() {
    ScopedValue.where(SCOPED, "bound")
        .run(() ->
            go(() -> {
              await(pause());
              log(SCOPED.orElse("unbound"));
            }));
    assertLog(onContinuations() ? "bound" : "unbound");
  }

  @Test
  void aConfinedArenaIsForItsTaskOnVirtualThreadsAndForAllOnContinuations() {
    go(() -> {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment memory = arena.allocate(ValueLayout.JAVA_INT);
        Task<Void> other = createTask(async("other", () -> memory.set(ValueLayout.JAVA_INT, 0, 1)));
        if (onContinuations()) {
          await(other);
        } else {
          assertThatThrownBy(() -> await(other)).isInstanceOf(WrongThreadException.class);
        }
      }
    });
  }

  @Test
  void anInterruptIsSharedOnContinuationsAndATasksOwnOnVirtualThreads() {
    go(() -> {
      Thread.currentThread().interrupt();
      Task<Boolean> other = createTask(async("other", () -> Thread.interrupted()));
      log(await(other));
      log(Thread.interrupted());
    });
    assertLog("" + onContinuations(), "" + !onContinuations());
  }

  @Test
  void aMonitorThatTheCallerOfRunHoldsMayBeEnteredOnContinuations() {
    if (onContinuations()) { // on virtual threads it would hang: see WatchdogTest
      Object monitor = new Object();
      synchronized (monitor) {
        go(() -> {
          synchronized (monitor) {
            log("entered");
          }
        });
      }
      assertLog("entered");
    }
  }

  @Test
  void aLockGivesNoExclusionOverAPauseOnContinuations() {
    if (onContinuations()) { // on virtual threads it would hang: see WatchdogTest
      ReentrantLock lock = new ReentrantLock();
      go(() -> await(gather(locking("a", lock), locking("b", lock))));
      assertLog("a in, holds 1", "b in, holds 2", "a out", "b out");
    }
  }

  private Coroutine<Void> locking(String name, ReentrantLock lock) {
    return async(() -> {
      lock.lock();
      try {
        log(name + " in, holds " + lock.getHoldCount());
        await(pause());
        log(name + " out");
      } finally {
        lock.unlock();
      }
    });
  }

  @Test
  void aCoroutineMayGoOnInAnotherThreadThatRunsItsLoop() throws InterruptedException {
    EventLoop loop = loops().create();
    Task<Boolean> task =
        loop.createTask(
            async(
                "moves",
                () -> {
                  Thread before = Thread.currentThread();
                  EventLoop.running().stop();
                  await(pause());
                  return before == Thread.currentThread();
                }));
    CountDownLatch ran = new CountDownLatch(1);
    Thread.ofPlatform()
        .start(() -> {
          loop.runForever();
          ran.countDown();
        });
    ran.await();
    assertThat(loop.runUntilComplete(task)).isEqualTo(!onContinuations());
    loop.close();
  }

  @Test
  void aLoopRunsOnAVirtualThreadToo() throws InterruptedException {
    Thread.ofVirtual()
        .start(() ->
            go(() -> {
              await(gather(pause(), pause()));
              log(Thread.currentThread().isVirtual());
            }))
        .join();
    assertLog("true");
  }
}
