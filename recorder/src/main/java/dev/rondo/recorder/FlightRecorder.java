package dev.rondo.recorder;

import dev.rondo.observe.LoopInfo;
import dev.rondo.observe.LoopObserver;
import dev.rondo.observe.ObserverProvider;
import dev.rondo.trace.LoopSetup;
import dev.rondo.trace.TraceHeader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the latest events of loops in memory, and writes them down as a trace when asked, or when
 * something happens that somebody will want to look into; any number of times. Until then nothing
 * is encoded and no file is made.
 *
 * {@snippet :
 * FlightRecorder flight =
 *     FlightRecorder.to("flight-%p-%n.jsonl.zst").onSliceLongerThan(Duration.ofMillis(100));
 * Async.run(program(), EventLoop.builder().observer(flight));
 * flight.dump(); // from any thread, while the loops go on
 * }
 *
 * <p>A dump has every event of the window, and of before it the names and states that still matter.
 * What is chosen must be chosen before the first loop. Thread-safe.
 */
public final class FlightRecorder implements ObserverProvider {
  private static final long MEMORY = 16L << 20;
  private static final long LAST_WORDS_MILLIS = 10_000;
  private static volatile @Nullable FlightRecorder ofProcess;

  private final FlightNames names;
  private long memory = MEMORY;
  private long lastNanos = Long.MAX_VALUE;
  private long restNanos = Duration.ofSeconds(10).toNanos();
  private Detail detail = Detail.FULL;
  private String program = Headers.program();
  private Filter filter = Filter.none();
  private Triggers triggers = Triggers.NONE;
  private @Nullable Ring ring; // from the first loop on
  private @Nullable Setups setups; // likewise
  private @Nullable TraceHeader header;
  private int loops;
  private long startNanos;
  private long lastTrigger;
  private @Nullable Thread writing; // what a trigger caused

  private FlightRecorder(String pattern) {
    names = new FlightNames(pattern);
  }

  // -- what can be chosen -------------------------------------------------------------------------

  /**
   * A flight recorder that keeps 16 MiB, in full detail, and writes only when asked.
   *
   * @param pattern the names of the files: {@code %p} is the process, {@code %t} the time, {@code
   *     %n} a number from 1; without {@code %n}, a second file has {@code -2} before its ending.
   *     Packed if the name ends in .gz or .zst
   */
  public static FlightRecorder to(String pattern) {
    return new FlightRecorder(pattern);
  }

  /**
   * A flight recorder as rules say, separated by semicolons: {@code
   * to=flight-%p-%n.jsonl;memory=16m;last=30s;slice=100ms;warn=slow;error;stall;exit}. Each may be
   * left out.
   *
   * @throws IllegalArgumentException if there is no such rule, naming it
   */
  public static FlightRecorder of(String rules) {
    return FlightRules.of(rules);
  }

  /**
   * The one that records this process's loops, where it was started with {@code -Drondo.flight}.
   */
  public static Optional<FlightRecorder> ofProcess() {
    return Optional.ofNullable(ofProcess);
  }

  static FlightRecorder ofProcess(FlightRecorder flight) {
    ofProcess = flight;
    return flight;
  }

  /** How much memory the events of all loops may take, in bytes; what they name comes on top. */
  public synchronized FlightRecorder memory(long bytes) {
    if (bytes <= 0) {
      throw new IllegalArgumentException("a memory of " + bytes + " bytes");
    }
    memory = bytes;
    return this;
  }

  /** Leaves out what is older, of each loop's time, than that before its last event. */
  public synchronized FlightRecorder last(Duration time) {
    lastNanos = time.toNanos();
    return this;
  }

  /** Chooses how much is told. */
  public synchronized FlightRecorder detail(Detail detail) {
    this.detail = detail;
    return this;
  }

  /** Chooses what the traces call the program. */
  public synchronized FlightRecorder program(String name) {
    program = name;
    return this;
  }

  /** Chooses which texts are written. */
  public synchronized FlightRecorder filter(Filter filter) {
    this.filter = filter;
    return this;
  }

  /** Dumps when a slice took longer. */
  public synchronized FlightRecorder onSliceLongerThan(Duration time) {
    triggers = triggers.slice(time.toNanos());
    return this;
  }

  /** Dumps when there is a warning of one of these codes, such as {@code never-retrieved}. */
  public synchronized FlightRecorder onWarning(String... codes) {
    triggers = triggers.warnings(Set.of(codes));
    return this;
  }

  /**
   * Dumps when an error comes out of the program: a callback raises it, or a task that no task made
   * (the one of {@code run}, usually), or one whose error nobody looks at.
   */
  public synchronized FlightRecorder onError() {
    triggers = triggers.onError();
    return this;
  }

  /** Dumps when a loop stalls (on a virtual clock). */
  public synchronized FlightRecorder onStall() {
    triggers = triggers.onStall();
    return this;
  }

  /** Dumps when the virtual machine goes down. */
  public synchronized FlightRecorder atExit() {
    triggers = triggers.atExit();
    return this;
  }

  /** How long after a dump that something caused nothing else causes one; at first 10 seconds. */
  public synchronized FlightRecorder rest(Duration time) {
    restNanos = time.toNanos();
    return this;
  }

  // -- recording ----------------------------------------------------------------------------------

  /** Records a new loop. */
  @Override
  public synchronized LoopObserver observe(LoopInfo loop) {
    if (ring == null) {
      startNanos = System.nanoTime();
      lastTrigger = startNanos - restNanos;
      header = new Headers(program, detail).of(loop, Instant.now());
      ring = new Ring(memory);
      setups = new Setups(loop);
    }
    LoopSetup setup = setups == null ? null : setups.of(loop);
    long origin = loop.virtual() ? loop.clock().getAsLong() : startNanos;
    Moment moment = new Moment(loop.clock(), origin);
    Ledger ledger = new Ledger(ring, false);
    Whereabouts whereabouts = Whereabouts.of(Objects.requireNonNull(header), ++loops);
    LoopObserver recorder =
        triggers.equals(Triggers.NONE)
            ? new LoopRecorder(ledger, moment, whereabouts, detail, true, setup)
            : new FlightLoop(ledger, moment, whereabouts, detail, setup, triggers, this::trigger);
    return Objects.requireNonNull(Onlookers.before(recorder, loop, new Filtering(filter)));
  }

  // -- dumping ------------------------------------------------------------------------------------

  /**
   * Writes what there is to a file named by the pattern, and returns that. A loop that calls this
   * stands still meanwhile: {@code await(toThread(flight::dump))}.
   *
   * @throws IOException if it cannot be written; then there is no file
   * @throws IllegalStateException if no loop was recorded yet
   */
  public Path dump() throws IOException {
    Path file = nextName();
    dump(file);
    return file;
  }

  /** Writes what there is to {@code file}, as {@link #dump()}; one that is there is replaced. */
  public void dump(Path file) throws IOException {
    try (Ring.Snapshot snapshot = snapshot()) {
      flight().write(snapshot, file);
    }
  }

  private synchronized Path nextName() {
    return names.next();
  }

  private synchronized Ring.Snapshot snapshot() {
    if (ring == null) {
      throw new IllegalStateException("no loop was recorded yet");
    }
    return ring.snapshot();
  }

  private synchronized Flight flight() {
    return new Flight(Objects.requireNonNull(header), new Filtering(filter), lastNanos);
  }

  /** On a loop's thread: takes the snapshot now, and has it written on another. */
  private synchronized void trigger(String why) {
    long now = System.nanoTime();
    if (now - lastTrigger < restNanos || (writing != null && writing.isAlive())) {
      return;
    }
    lastTrigger = now;
    Ring.Snapshot snapshot = snapshot();
    Path file = names.next();
    writing =
        Thread.ofPlatform().daemon().name("rondo-flight").start(() -> write(snapshot, file, why));
  }

  private void write(Ring.Snapshot snapshot, Path file, String why) {
    try (snapshot) {
      flight().write(snapshot, file);
      System.err.println("rondo: flight written to " + file + ": " + why);
    } catch (IOException | RuntimeException e) {
      System.err.println("rondo: no flight written to " + file + ": " + IoReason.of(e));
    }
  }

  @Override
  public void exiting() {
    Thread last;
    boolean exit;
    synchronized (this) {
      last = writing;
      exit = triggers.exit() && ring != null;
    }
    try {
      if (last != null) {
        last.join(LAST_WORDS_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (exit) {
      write(snapshot(), nextName(), "the end of the process");
    }
  }

  /** Waits for what a trigger caused to be written; for tests. */
  void awaitWritten() throws InterruptedException {
    Thread last;
    synchronized (this) {
      last = writing;
    }
    if (last != null) {
      last.join();
    }
  }
}
