package dev.rondo.recorder;

import dev.rondo.observe.LoopInfo;
import dev.rondo.observe.LoopObserver;
import dev.rondo.observe.ObserverProvider;
import dev.rondo.schedule.Director;
import dev.rondo.trace.replay.ReplayReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A process that runs under a recorded schedule ({@code -Drondo.replay=TRACE}). Where it parts from
 * the recording it ends, or with {@code -Drondo.replay.then=free} goes on by itself. What there is
 * to say is written to the file {@code rondo.replay.report} at its end, or else told.
 */
final class ReplayedProcess implements ObserverProvider {
  private final Replay replay;
  private final @Nullable String report;

  private ReplayedProcess(Replay replay, @Nullable String report) {
    this.replay = replay;
    this.report = report;
  }

  static ReplayedProcess of(Path recording, @Nullable String copy, Filter filter) {
    Replay replay = Replay.of(recording).filter(filter).then(then());
    String patience = System.getProperty("rondo.replay.patience");
    if (patience != null) {
      replay.patience(Amounts.duration(patience));
    }
    if (copy != null) {
      replay.record(FileName.ofThisProcess(copy));
    }
    if (then() == Replay.Then.STOP) {
      replay.onDivergence(_ -> endSoon());
    }
    return new ReplayedProcess(replay, System.getProperty("rondo.replay.report"));
  }

  private static Replay.Then then() {
    String then = System.getProperty("rondo.replay.then", "stop");
    return switch (then) {
      case "stop" -> Replay.Then.STOP;
      case "free", "fifo" -> Replay.Then.FREE;
      default ->
          throw new IllegalArgumentException(
              "rondo.replay.then is '" + then + "': choose stop, free or fifo");
    };
  }

  /** On a thread of its own: who parts from the recording is a loop, and has to come to its end. */
  private static void endSoon() {
    Thread.ofPlatform().daemon().name("rondo-replay-end").start(() -> System.exit(1));
  }

  @Override
  public @Nullable Director direct(LoopInfo loop) {
    return replay.direct(loop);
  }

  @Override
  public @Nullable LoopObserver observe(LoopInfo loop) {
    return replay.observe(loop);
  }

  @Override
  public void exiting() {
    ReplayReport said = replay.finish();
    if (report == null) {
      System.err.println("rondo: " + said.sentence());
      return;
    }
    try {
      Files.writeString(Path.of(report), said.json() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
