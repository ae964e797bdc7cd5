package dev.rondo.recorder;

import dev.rondo.schedule.Director;
import dev.rondo.schedule.Input;
import dev.rondo.schedule.Order;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.replay.Divergence;
import dev.rondo.trace.replay.Follower;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Has one loop do what its recording has next. Where the run has parted from it, or the recording
 * is at its end, the loop decides by itself, and time goes on from there; or the run ends.
 */
final class Playing implements Director {
  private static final Order NOTHING = new Order.Nothing();

  private final Follower follower;
  private final Filtering filter;
  private final Duration patience;
  private final boolean strict;
  private final Consumer<Divergence> parted;
  private long freeSince; // by the machine's clock; 0 as long as the recording leads
  private long freeFrom; // the loop's time then
  private boolean told;

  /**
   * @param filter the one that the recording was written with
   * @param patience how long to wait for a hand-over that is to come
   * @param strict whether the run ends where it parts from its recording
   * @param parted is told when it does
   */
  Playing(
      Follower follower,
      Filtering filter,
      Duration patience,
      boolean strict,
      Consumer<Divergence> parted) {
    this.follower = follower;
    this.filter = filter;
    this.patience = patience;
    this.strict = strict;
    this.parted = parted;
  }

  @Override
  public long time() {
    return freeSince == 0 ? follower.time() : freeFrom + (System.nanoTime() - freeSince);
  }

  /** Something happened, and the recording was asked about it. */
  void moved() {
    Divergence divergence = follower.divergence();
    if (divergence != null && !told) {
      told = true;
      parted.accept(divergence);
    }
  }

  @Override
  public @Nullable Order next() {
    TraceEvent event = follower.next();
    Divergence divergence = follower.divergence();
    if (divergence != null && strict) {
      throw new DivergedException(divergence);
    }
    if (event == null) {
      free();
      return null;
    }
    return order(event);
  }

  private void free() {
    if (freeSince == 0) {
      freeFrom = follower.time();
      freeSince = System.nanoTime();
    }
  }

  private Order order(TraceEvent event) {
    return switch (event) {
      case TraceEvent.Idle e -> new Order.Sleep(e.ns());
      case TraceEvent.Resume e when !e.eager() -> new Order.Run(follower.actualHandle(e.handle()));
      case TraceEvent.Callback e -> new Order.Run(follower.actualHandle(e.handle()));
      case TraceEvent.Enqueue e -> order(e);
      default -> NOTHING;
    };
  }

  private Order order(TraceEvent.Enqueue e) {
    return switch (e.why()) {
      case TIMER -> new Order.Due(follower.actualHandle(e.handle()));
      case THREAD ->
          new Order.Arrival(follower.actualFuture(e.recipient()), e.callback(), patience);
      case START, YIELD, DONE, SOON, IO, ERROR -> NOTHING;
    };
  }

  @Override
  public void impossible(Order order) {
    follower.impossible();
    moved();
  }

  /** Of another input than is to come now the source is asked, and the observer told. */
  @Override
  public @Nullable Input input(String name) {
    return follower.next() instanceof TraceEvent.Input next
            && next.name().equals(filter.name(name))
            && !next.withheld()
        ? new Input(next.value(), next.error())
        : null;
  }

  @Override
  public Completion completion(long future) {
    return switch (follower.next()) {
      case null -> Completion.AS_IT_IS;
      case TraceEvent.Done e when e.future() != 0 && follower.mayBe(e.future(), future) ->
          Completion.ALREADY;
      case TraceEvent.Listen e when follower.mayBe(e.future(), future) -> Completion.LATER;
      default -> Completion.AS_IT_IS;
    };
  }
}
