package dev.rondo.recorder;

import dev.rondo.observe.LoopInfo;
import dev.rondo.observe.LoopObserver;
import dev.rondo.observe.ObserverProvider;
import dev.rondo.schedule.Director;
import dev.rondo.trace.TraceException;
import dev.rondo.trace.TraceHeader;
import dev.rondo.trace.TraceReader;
import dev.rondo.trace.replay.Circumstances;
import dev.rondo.trace.replay.Divergence;
import dev.rondo.trace.replay.Follower;
import dev.rondo.trace.replay.ReplayReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs loops again under the schedule that was recorded, and holds what they do against it: each
 * loop that is created with it follows the recording's loop of the same number.
 *
 * {@snippet :
 * try (Replay replay = Replay.of(Path.of("a.jsonl"))) {
 *   Async.run(program(), EventLoop.builder().observer(replay));
 *   ReplayReport report = replay.finish();
 * }
 * }
 *
 * <p>A loop that parts from its recording throws {@link DivergedException} out of its run, unless
 * {@link #then} says otherwise. Thread-safe.
 */
public final class Replay implements ObserverProvider, AutoCloseable {

  /** What becomes of a loop that has parted from its recording. */
  public enum Then {
    /** Its run ends. */
    STOP,
    /** It goes on by itself. */
    FREE
  }

  private final Path recording;
  private final TraceHeader header;
  private final Map<Thread, Follower> directed = new HashMap<>(); // and not observed yet
  private final Map<Follower, Playing> playing = new HashMap<>();
  private final List<Follower> followers = new ArrayList<>(); // by the number of their loop
  private final Set<String> notes = new LinkedHashSet<>();
  private @Nullable Setups setups; // from the first loop on
  private @Nullable Recorder copy;
  private Then then = Then.STOP;
  private Duration patience = Duration.ofSeconds(10);
  private Filter filter = Filter.none();
  private Consumer<Divergence> parted = divergence -> {};
  private @Nullable Divergence first;
  private @Nullable ReplayReport report;

  private Replay(Path recording, TraceHeader header) {
    this.recording = recording;
    this.header = header;
  }

  /**
   * Under the schedule of that trace.
   *
   * @throws TraceException if it cannot be read
   * @throws IllegalArgumentException if it is that of a flight recorder, which begins in the middle
   *     of its loops' lives
   */
  public static Replay of(Path recording) {
    try (TraceReader trace = TraceReader.open(recording)) {
      if (trace.header().flight()) {
        throw new IllegalArgumentException(
            recording + " is what a flight recorder kept, expected a recording from the beginning");
      }
      return new Replay(recording, trace.header());
    }
  }

  /** Writes what the loops do, with the times of the recording, to {@code file}. */
  public synchronized Replay record(Path file) {
    copy = Recorder.to(file).detail(detail()).program(header.program()).filter(filter);
    return this;
  }

  /** What becomes of a loop that parts from its recording; it stops if this is not called. */
  public synchronized Replay then(Then choice) {
    then = choice;
    return this;
  }

  /** How long a hand-over of another thread is waited for; 10 s if this is not called. */
  public synchronized Replay patience(Duration limit) {
    patience = limit;
    return this;
  }

  /**
   * The filter that the recording was written with, so that texts can be compared; it holds for
   * what {@link #record} writes, too.
   */
  public synchronized Replay filter(Filter filter) {
    this.filter = filter;
    if (copy != null) {
      copy.filter(filter);
    }
    return this;
  }

  /** Who is told, on its thread, when a loop parts from its recording. */
  public synchronized Replay onDivergence(Consumer<Divergence> listener) {
    parted = listener;
    return this;
  }

  /** The recording's header: what the run is to be like. */
  public TraceHeader header() {
    return header;
  }

  private Detail detail() {
    return Detail.of(header.detail() == null ? Detail.FULL.text() : header.detail());
  }

  @Override
  public synchronized Director direct(LoopInfo loop) {
    boolean virtual = header.clock().equals("virtual");
    notes.addAll(circumstances(loop).against(header));
    Follower follower = new Follower(recording, followers.size() + 1, virtual);
    followers.add(follower);
    directed.put(Thread.currentThread(), follower);
    boolean strict = then == Then.STOP;
    Playing director = new Playing(follower, new Filtering(filter), patience, strict, this::parted);
    playing.put(follower, director);
    return director;
  }

  /** Those of the first loop are meant; what another has otherwise, its first event tells. */
  private Circumstances circumstances(LoopInfo loop) {
    boolean first = followers.isEmpty();
    return new Circumstances(
        System.getProperty("rondo.program"),
        Recorder.NAME,
        Headers.runtime(),
        loop.engine(),
        first ? Headers.clock(loop) : null,
        first ? Objects.requireNonNullElse(loop.policy(), "fifo") : null,
        loop.seed(),
        filter != Filter.none());
  }

  private void parted(Divergence divergence) {
    synchronized (this) {
      if (first != null) {
        return;
      }
      first = divergence;
    }
    parted.accept(divergence);
  }

  @Override
  public synchronized LoopObserver observe(LoopInfo loop) {
    Follower follower = Objects.requireNonNull(directed.remove(Thread.currentThread()));
    Depot depot = copy == null ? new Nowhere() : copy.depot(loop);
    Playing director = Objects.requireNonNull(playing.get(follower));
    int number = followers.indexOf(follower) + 1;
    Ledger ledger = new ReplayLedger(depot, follower, director, new Filtering(filter), number);
    Moment moment = new Moment(loop.clock(), 0);
    Whereabouts whereabouts = Whereabouts.of(header, number);
    if (setups == null) {
      setups = new Setups(loop);
    }
    return new LoopRecorder(ledger, moment, whereabouts, detail(), true, setups.of(loop));
  }

  /**
   * What there is to say of the run, which is over: no loop is to run any more. Asked again, it
   * says the same.
   */
  public synchronized ReplayReport finish() {
    if (report == null) {
      report = ReplayReport.of(recording, header, followers, List.copyOf(notes), first);
      followers.forEach(Follower::close);
      if (copy != null) {
        copy.close();
      }
    }
    return report;
  }

  @Override
  public void close() {
    finish();
  }

  @Override
  public void exiting() {
    close();
  }

  /** Where the rows go that nobody wants to have. */
  private static final class Nowhere extends Depot {
    private final Chunk only = new Chunk().reuse(1);

    @Override
    Chunk begin() {
      return only;
    }

    @Override
    Chunk exchange(Chunk full, long seq, boolean wait) {
      full.letGo(0, Chunk.ROWS);
      return full.reuse(seq);
    }

    @Override
    boolean attend() {
      return true;
    }
  }
}
