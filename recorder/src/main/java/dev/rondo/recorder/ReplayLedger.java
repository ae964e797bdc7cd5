package dev.rondo.recorder;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.replay.Follower;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a loop that runs under a recorded schedule: each is held against the recording, and
 * written with the times that the recording has, so that the two traces are the same where the runs
 * are.
 */
final class ReplayLedger extends Ledger {
  private final Follower follower;
  private final Playing playing;
  private final Filtering filter;
  private final int loop;
  private long seq;

  ReplayLedger(Depot depot, Follower follower, Playing playing, Filtering filter, int loop) {
    super(depot, false);
    this.follower = follower;
    this.playing = playing;
    this.filter = filter;
    this.loop = loop;
  }

  @Override
  void write(Kind kind, long t, long a, long b, long c) {
    write(kind, t, a, b, c, null, null, null);
  }

  @Override
  void write(Kind kind, long t, long a, long b, long c, @Nullable Object x) {
    write(kind, t, a, b, c, x, null, null);
  }

  @Override
  void write(
      Kind kind,
      long t,
      long a,
      long b,
      long c,
      @Nullable Object x,
      @Nullable Object y,
      @Nullable Object z) {
    TraceEvent happened = Rows.event(kind, ++seq, t, loop, a, b, c, x, y, z);
    long deadline = kind == Kind.TIMER ? b : 0;
    TraceEvent recorded = follower.follow(filter.event(happened), deadline);
    playing.moved();
    switch (recorded) {
      case null -> super.write(kind, playing.time(), a, b, c, x, y, z);
      case TraceEvent.Timer timer ->
          super.write(kind, timer.t(), a, timer.t() + timer.delay(), c, x, y, z);
      case TraceEvent.Idle idle -> super.write(kind, idle.t(), idle.ns(), b, c, x, y, z);
      default -> super.write(kind, recorded.t(), a, b, c, x, y, z);
    }
  }
}
