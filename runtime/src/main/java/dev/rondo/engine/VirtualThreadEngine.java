package dev.rondo.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Fibers on virtual threads, through the public API alone. The loop runs on a virtual thread too: a
 * hand-over between two virtual threads costs under a microsecond, one from a platform thread
 * forty.
 */
final class VirtualThreadEngine implements Engine {
  static final String NAME = "virtual-thread";

  static {
    // One that ends, so that its last steps are linked before the JDK's own code is compiled: else
    // each fiber of a program that parks very many first falls back to the interpreter at its end,
    // for 30 µs.
    Thread.startVirtualThread(() -> {});
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Fiber fiber(Runnable body) {
    return new VirtualThreadFiber(body);
  }

  @Override
  public boolean usesThreads() {
    return true;
  }

  @Override
  public void host(Runnable loop) {
    if (Thread.currentThread().isVirtual()) {
      loop.run();
      return;
    }
    Throwable[] thrown = new Throwable[1];
    Thread host =
        Thread.ofVirtual()
            .name(Thread.currentThread().getName() + "-loop")
            .start(() -> {
              try {
                loop.run();
              } catch (Throwable e) {
                thrown[0] = e;
              }
            });
    join(host);
    switch (thrown[0]) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new AssertionError("a Runnable threw a checked exception", thrown[0]);
    }
  }

  /** Waits for the end of {@code host}; an interrupt of this thread is kept for afterwards. */
  private static void join(Thread host) {
    boolean interrupted = false;
    while (true) {
      try {
        host.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Two threads that pass one turn to and fro.
   *
   * <pre>
   *   LOOPS ──resume──► FIBERS ──pause, end──► GIVEN_BACK ──seen by the loop──► LOOPS
   *                        ▲                        │
   *                        └──── out of stack ──────┘
   * </pre>
   */
  private static final class VirtualThreadFiber implements Fiber {
    private static final int LOOPS = 0;
    private static final int FIBERS = 1;
    private static final int GIVEN_BACK = 2;
    private static final int RESERVED_CALLS = 32; // some 4 KiB, for 100 ns

    private final Thread thread;
    private final AtomicInteger turn = new AtomicInteger(LOOPS);
    private volatile @Nullable Thread resumer;
    private volatile boolean ended;
    private boolean started;

    VirtualThreadFiber(Runnable body) {
      thread =
          Thread.ofVirtual()
              .unstarted(() -> {
                try {
                  body.run();
                } finally {
                  ended = true;
                  turn.set(GIVEN_BACK);
                  LockSupport.unpark(resumer);
                }
              });
    }

    @Override
    public void resume() {
      resumer = Thread.currentThread();
      turn.set(FIBERS);
      if (started) {
        LockSupport.unpark(thread);
      } else {
        started = true;
        thread.start();
      }
      awaitTurn(GIVEN_BACK, LOOPS);
    }

    @Override
    public void pause() {
      reserveStack(RESERVED_CALLS, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
      turn.set(GIVEN_BACK);
      try {
        LockSupport.unpark(resumer);
      } catch (StackOverflowError e) {
        if (turn.compareAndSet(GIVEN_BACK, FIBERS)) {
          throw e; // as if nothing had been; else the loop has the turn already
        }
      }
      awaitTurn(FIBERS, FIBERS);
    }

    /**
     * Overflows now if it would soon: once the turn is given back, this thread must get as far as
     * to park, or the two would run side by side. The arguments are there to fill the stack.
     */
    private static long reserveStack(
        int calls,
        long a,
        long b,
        long c,
        long d,
        long e,
        long f,
        long g,
        long h,
        long i,
        long j,
        long k,
        long l) {
      return calls == 0
          ? a ^ l
          : calls + reserveStack(calls - 1, l, a, b, c, d, e, f, g, h, i, j, k);
    }

    /**
     * Parks until the turn is {@code given}, and makes it {@code taken}. The same method for both
     * sides: where very many tasks pause before the first of them goes on, the compiler would leave
     * out what comes after their park, and would have to undo that for each of them.
     */
    private void awaitTurn(int given, int taken) {
      boolean interrupted = false; // kept for afterwards, or it would not park again
      while (!turn.compareAndSet(given, taken)) {
        try {
          LockSupport.park(this);
          interrupted |= Thread.interrupted();
        } catch (StackOverflowError e) {
          Thread.onSpinWait(); // there is no room to park: busy until it is our turn
        }
      }
      keep(interrupted);
    }

    private static void keep(boolean interrupted) {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public boolean ended() {
      return ended;
    }

    @Override
    public StackTraceElement[] stack() {
      return thread.getStackTrace();
    }

    @Override
    public Thread thread() {
      return thread;
    }
  }
}
