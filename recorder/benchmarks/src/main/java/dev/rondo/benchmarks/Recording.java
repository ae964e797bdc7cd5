package dev.rondo.benchmarks;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;

import com.sun.management.ThreadMXBean;
import dev.rondo.Coroutine;
import dev.rondo.EventLoop;
import dev.rondo.LoopBuilder;
import dev.rondo.observe.ObserverProvider;
import dev.rondo.recorder.Detail;
import dev.rondo.recorder.FlightRecorder;
import dev.rondo.recorder.Recorder;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * Two tasks that do nothing but cede to each other, as fast as they can, in a process of their own:
 * {@code Recording off|flight|schedule|zstd|full COUNT}. Tells the time and the bytes allocated for
 * each switch, the events that reached the file each second, and what the recorder keeps on the
 * heap. A flight stays in memory: it is not written.
 */
final class Recording {
  private static final int WARM_UP = 500_000; // by then, what is hot is compiled
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final @Nullable ObserverProvider observer;
  private final int count;
  private long nanos;
  private long allocated;
  private double heldMebibytes;

  private Recording(String mode, int count) {
    this.observer = observer(mode);
    this.count = count;
  }

  private static @Nullable ObserverProvider observer(String mode) {
    return switch (mode) {
      case "off" -> null;
      case "flight" -> FlightRecorder.to("flight.jsonl").detail(Detail.SCHEDULE);
      case "schedule" -> Traces.recorder("recording.jsonl", Detail.SCHEDULE);
      case "zstd" -> Traces.recorder("recording.jsonl.zst", Detail.SCHEDULE);
      case "full" -> Traces.recorder("recording.jsonl", Detail.FULL);
      default -> throw new IllegalArgumentException("no mode " + mode);
    };
  }

  public static void main(String[] args) {
    int count = Integer.parseInt(args[1]);
    new Recording(args[0], WARM_UP).run(false);
    new Recording(args[0], count).measure();
    new Recording(args[0], WARM_UP).weigh();
  }

  private void measure() {
    long untilWritten = run(false);
    System.out.println("nanos " + (double) nanos / count);
    System.out.println("allocated " + (double) allocated / count);
    if (observer instanceof Recorder recorder) {
      long events = Traces.events(recorder.file());
      System.out.println("millions " + events * 1e3 / untilWritten);
      Traces.delete(recorder.file());
    }
  }

  private void weigh() {
    run(true);
    System.out.println("mebibytes " + heldMebibytes);
  }

  /** Gives the time until all was in the file. */
  private long run(boolean weigh) {
    LoopBuilder builder = EventLoop.builder();
    long before = weigh ? Heap.live() : 0;
    long start = System.nanoTime();
    try (EventLoop loop = (observer == null ? builder : builder.observer(observer)).create()) {
      loop.runUntilComplete(switches());
      heldMebibytes = weigh ? (Heap.live() - before) / (double) (1 << 20) : 0;
    }
    if (observer instanceof Recorder recorder) {
      recorder.close();
    }
    return System.nanoTime() - start;
  }

  private Coroutine<Void> switches() {
    return async(() -> {
      await(Works.switches(WARM_UP)); // by then the recorder has taken its memory
      long allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
      long start = System.nanoTime();
      await(Works.switches(count));
      nanos = System.nanoTime() - start;
      allocated = THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore;
    });
  }
}
