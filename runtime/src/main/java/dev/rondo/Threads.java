package dev.rondo;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Work that a loop gives to other threads, and the way of its results back. As CPython's {@code
 * run_in_executor} and {@code wrap_future}; the pool is as large as its default one.
 */
final class Threads {
  private static final int MOST = Math.min(32, Runtime.getRuntime().availableProcessors() + 4);
  private static final AtomicInteger POOLS = new AtomicInteger();
  private static final long END_WITHIN_SECONDS = 300; // as asyncio.run does

  private final EventLoop loop;
  private final AtomicInteger atWork = new AtomicInteger(); // given away and not yet handed back
  private final Set<Thread> workers = ConcurrentHashMap.newKeySet(); // of the pool
  private @Nullable ExecutorService pool; // made at its first use, if none was given
  private boolean ended; // the pool takes nothing any more

  Threads(EventLoop loop) {
    this.loop = loop;
  }

  /** Whether some work is given away: its result will wake the loop. */
  boolean anyAtWork() {
    return atWork.get() > 0;
  }

  /** Somebody out there has something to do for the loop. */
  void gaveAway() {
    atWork.incrementAndGet();
  }

  /** It is back, or nobody waits for it any more. */
  void gotBack() {
    atWork.decrementAndGet();
  }

  <T> Future<T> run(@Nullable ExecutorService executor, Callable<T> work) {
    loop.open();
    loop.requireOurThread();
    Future<T> future = loop.createFuture("thread");
    FutureTask<T> job =
        new FutureTask<>(work) {
          @Override
          protected void done() {
            handBack(this, future);
          }
        };
    gaveAway();
    try {
      (executor == null ? pool() : executor).execute(job);
    } catch (RejectedExecutionException e) {
      gotBack();
      throw e;
    }
    future.addDoneCallback(Async.named("cancel thread work", f -> cancelWith(f, job)));
    return future;
  }

  private static void cancelWith(Future<?> future, FutureTask<?> job) {
    if (future.cancelled()) {
      job.cancel(false);
    }
  }

  /** On the thread that did the work, or cancelled it. */
  private <T> void handBack(FutureTask<T> job, Future<T> future) {
    try {
      loop.handOver(
          Async.named(
              "thread result",
              () -> {
                gotBack();
                future.completeWith(() -> outcome(job));
              }),
          future);
    } catch (IllegalStateException closed) {
      gotBack(); // nobody is left to be told
    }
  }

  /** The result of a job that is done, or what it threw. */
  private static <T> T outcome(FutureTask<T> job) throws Exception {
    try {
      return job.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case Exception cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw e;
      }
    } catch (CancellationException e) {
      throw new CancelledError(e.getMessage());
    }
  }

  /** Lets work go to {@code executor} where none is named. */
  void use(ExecutorService executor) {
    pool = Objects.requireNonNull(executor);
  }

  /** Waits until the pool's work is done, on a thread of its own. */
  Coroutine<Void> end(@Nullable Duration timeout) {
    return Coroutine.ofLibrary(
        "shutdownDefaultExecutor",
        () -> {
          ended = true;
          ExecutorService ending = pool;
          if (ending != null) {
            ending.shutdown();
            if (!Async.await(awaitTermination(ending, timeout))) {
              tellOfWorkLeft(timeout);
            }
          }
        });
  }

  private Future<Boolean> awaitTermination(ExecutorService ending, @Nullable Duration timeout) {
    long nanos = timeout == null ? Long.MAX_VALUE : EventLoop.saturatedNanos(timeout);
    ThreadFactory factory = Thread.ofPlatform().daemon().name("rondo-pool-end").factory();
    ExecutorService waiter = Executors.newThreadPerTaskExecutor(factory);
    Future<Boolean> over = run(waiter, () -> ending.awaitTermination(nanos, TimeUnit.NANOSECONDS));
    waiter.shutdown();
    return over;
  }

  private void tellOfWorkLeft(@Nullable Duration timeout) {
    String message = "threads of " + loop + " did not end within " + timeout;
    loop.callExceptionHandler(new ExceptionContext(message, null, null));
  }

  private ExecutorService pool() {
    if (ended) {
      throw new IllegalStateException("the loop's executor was shut down: " + loop);
    }
    ExecutorService open = pool;
    if (open == null) {
      ThreadPoolExecutor created =
          new ThreadPoolExecutor(
              MOST, MOST, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threadFactory());
      created.allowCoreThreadTimeOut(true);
      open = created;
      pool = open;
    }
    return open;
  }

  private ThreadFactory threadFactory() {
    ThreadFactory factory =
        Thread.ofPlatform()
            .daemon()
            .name("rondo-pool-" + POOLS.incrementAndGet() + "-", 1)
            .factory();
    return job -> {
      Thread worker = factory.newThread(job);
      workers.removeIf(w -> w.getState() == Thread.State.TERMINATED);
      workers.add(worker);
      return worker;
    };
  }

  void shutdown() {
    if (pool != null) {
      pool.shutdown();
    }
  }

  /** Waits until the pool's work is done, for as long as {@code asyncio.run} would. */
  void awaitEnd() {
    if (pool == null) {
      return;
    }
    pool.shutdown();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_WITHIN_SECONDS);
    try {
      while (!pool.awaitTermination(Exit.begun() ? 1 : 50, TimeUnit.MILLISECONDS)) {
        if (Exit.begun() && workers.stream().anyMatch(Exit::isExiting)) {
          return; // one of them called System.exit and will not come back
        }
        if (System.nanoTime() - deadline > 0) {
          loop.callExceptionHandler(
              new ExceptionContext(
                  "threads of " + loop + " did not end within " + END_WITHIN_SECONDS + " s",
                  null,
                  null));
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
