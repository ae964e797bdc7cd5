package dev.rondo.benchmarks;

import dev.rondo.EventLoop;
import dev.rondo.recorder.Detail;
import dev.rondo.recorder.Recorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.StackTrace;

/**
 * What an event costs the loop's thread while the writer keeps up, in a process of its own: {@code
 * RecordedEvent BURSTS}. Bursts of switches on a recorded loop and on one that is not take turns,
 * each shorter than the chunks are long, with a rest for the writer after it. Then JFR commits as
 * many events.
 */
final class RecordedEvent {
  private static final int SWITCHES = 10_000;
  private static final Duration REST = Duration.ofMillis(10);

  @Name("dev.rondo.benchmarks.Sample")
  @StackTrace(false)
  @SuppressWarnings("unused") // JFR reads them
  private static final class Sample extends Event {
    long seq;
    long task;
    long handle;
    int kind;
  }

  private RecordedEvent() {}

  public static void main(String[] args) {
    int bursts = Integer.parseInt(args[0]);
    Recorder recorder = Traces.recorder("event.jsonl", Detail.SCHEDULE);
    double perSwitch = switches(recorder, bursts);
    double eventsPerSwitch = (double) Traces.events(recorder.file()) / ((long) bursts * SWITCHES);
    Traces.delete(recorder.file());
    double clock = (double) Bursts.median(bursts, RecordedEvent::readClock) / SWITCHES;
    double event = perSwitch / eventsPerSwitch;
    System.out.println("event " + event);
    System.out.println("net " + (event - clock / eventsPerSwitch));
    System.out.println("clock " + clock);
    System.out.println("jfr " + jfr(bursts));
  }

  /** What recording adds to a switch. */
  private static double switches(Recorder recorder, int bursts) {
    List<Long> off = new ArrayList<>();
    List<Long> on = new ArrayList<>();
    try (recorder;
        EventLoop plain = EventLoop.builder().create();
        EventLoop recorded = EventLoop.builder().observer(recorder).create()) {
      for (int i = 0; i < bursts; i++) {
        off.add(Bursts.nanos(() -> plain.runUntilComplete(Works.switches(SWITCHES))));
        on.add(Bursts.nanos(() -> recorded.runUntilComplete(Works.switches(SWITCHES))));
        LockSupport.parkNanos(REST.toNanos());
      }
    }
    return (double) (Bursts.warmMedian(on) - Bursts.warmMedian(off)) / SWITCHES;
  }

  private static double jfr(int bursts) {
    try (Recording recording = new Recording()) {
      recording.enable(Sample.class);
      recording.start();
      return (double) Bursts.median(bursts, RecordedEvent::commit) / SWITCHES;
    }
  }

  private static void commit() {
    for (int i = 0; i < SWITCHES; i++) {
      Sample sample = new Sample();
      sample.seq = i;
      sample.task = i & 1;
      sample.handle = i;
      sample.kind = 3;
      sample.commit();
    }
  }

  private static void readClock() {
    for (int i = 0; i < SWITCHES; i++) {
      long now = System.nanoTime();
      if (now == 0) {
        throw new AssertionError("the clock stands still");
      }
    }
  }
}
