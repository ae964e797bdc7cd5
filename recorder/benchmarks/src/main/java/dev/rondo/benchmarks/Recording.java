package dev.rondo.benchmarks;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;

import com.sun.management.ThreadMXBean;
import dev.rondo.Coroutine;
import dev.rondo.EventLoop;
import dev.rondo.LoopBuilder;
import dev.rondo.recorder.Detail;
import dev.rondo.recorder.Recorder;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * Two tasks that do nothing but cede to each other, as fast as they can, in a process of their own:
 * {@code Recording off|schedule|zstd|full COUNT}. Tells the time and the bytes allocated for each
 * switch, the events that reached the file each second, and what the recorder keeps on the heap.
 */
final class Recording {
  private static final int WARM_UP = 500_000; // by then, what is hot is compiled
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final @Nullable Recorder recorder;
  private final int count;
  private long nanos;
  private long allocated;
  private double heldMebibytes;

  private Recording(String mode, int count) {
    this.recorder = recorder(mode);
    this.count = count;
  }

  private static @Nullable Recorder recorder(String mode) {
    return switch (mode) {
      case "off" -> null;
      case "schedule" -> Traces.recorder("recording.jsonl", Detail.SCHEDULE);
      case "zstd" -> Traces.recorder("recording.jsonl.zst", Detail.SCHEDULE);
      case "full" -> Traces.recorder("recording.jsonl", Detail.FULL);
      default -> throw new IllegalArgumentException("no mode " + mode);
    };
  }

  public static void main(String[] args) {
    int count = Integer.parseInt(args[1]);
    new Recording(args[0], WARM_UP).run(false);
    Recording measured = new Recording(args[0], count);
    measured.tell(measured.run(false));
    Recording weighed = new Recording(args[0], WARM_UP);
    weighed.run(true);
    System.out.println("mebibytes " + weighed.heldMebibytes);
  }

  /** Gives the time until all was in the file. */
  private long run(boolean weigh) {
    LoopBuilder builder = EventLoop.builder();
    long before = weigh ? Heap.live() : 0;
    long start = System.nanoTime();
    try (EventLoop loop = (recorder == null ? builder : builder.observer(recorder)).create()) {
      loop.runUntilComplete(switches());
      heldMebibytes = weigh ? (Heap.live() - before) / (double) (1 << 20) : 0;
    }
    if (recorder != null) {
      recorder.close();
    }
    return System.nanoTime() - start;
  }

  private Coroutine<Void> switches() {
    return async(() -> {
      long allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
      long start = System.nanoTime();
      await(Works.switches(count));
      nanos = System.nanoTime() - start;
      allocated = THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore;
    });
  }

  private void tell(long untilWritten) {
    System.out.println("nanos " + (double) nanos / count);
    System.out.println("allocated " + (double) allocated / count);
    if (recorder != null) {
      long events = Traces.events(recorder.file());
      System.out.println("millions " + events * 1e3 / untilWritten);
      Traces.delete(recorder.file());
    }
  }
}
