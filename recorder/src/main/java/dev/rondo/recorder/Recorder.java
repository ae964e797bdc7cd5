package dev.rondo.recorder;

import dev.rondo.observe.LoopInfo;
import dev.rondo.observe.LoopObserver;
import dev.rondo.observe.ObserverProvider;
import dev.rondo.trace.LoopSetup;
import dev.rondo.trace.TraceHeader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Records loops to a trace file: each loop that was created with it.
 *
 * {@snippet :
 * try (Recorder recorder = Recorder.to(Path.of("a.jsonl"))) {
 *   Async.run(program(), EventLoop.builder().observer(recorder));
 * }
 * }
 *
 * <p>The file is made with the first loop, and has its footer when the recorder is closed or the
 * virtual machine goes down, whichever comes first. Closing it while a loop runs ends that loop's
 * recording. Thread-safe.
 */
public final class Recorder implements ObserverProvider, AutoCloseable {

  /** What a recording calls its recorder. */
  public static final String NAME = "rondo 0.1.0";

  private final Path file;
  private Settings settings = Settings.USUAL;
  private String program = Headers.program();
  private @Nullable Scribe scribe; // from the first loop on
  private @Nullable Setups setups; // likewise
  private @Nullable TraceHeader header; // since then, too
  private int loops;
  private long startNanos;
  private boolean closed;

  private Recorder(Path file) {
    this.file = file;
  }

  /** A recorder to {@code file}, in full detail; packed if the name ends in .gz or .zst. */
  public static Recorder to(Path file) {
    return new Recorder(file);
  }

  /**
   * A recorder to a file of that name, in which {@code %p} stands for the process id, {@code %t}
   * for the time, to the millisecond, and {@code %%} for a percent sign.
   */
  public static Recorder to(String pattern) {
    return to(FileName.ofThisProcess(pattern));
  }

  /** Chooses how much is told; this and what follows is to be called before the first loop. */
  public synchronized Recorder detail(Detail detail) {
    settings = settings.with(detail);
    return this;
  }

  /** Chooses whether the source lines of tasks are told; they are unless this says no. */
  public synchronized Recorder sites(boolean told) {
    settings = settings.withSites(told);
    return this;
  }

  /** Chooses whether loops that are faster than the file wait, as they usually do. */
  public synchronized Recorder whenFull(WhenFull choice) {
    settings = settings.with(choice);
    return this;
  }

  /**
   * Chooses how long what was recorded may stay in memory: the most that is missing after a kill.
   * 100 ms if this is not called.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public synchronized Recorder flushEvery(Duration interval) {
    settings = settings.withFlush(interval);
    return this;
  }

  /**
   * Chooses how much memory the recorder takes, in bytes; 16 MiB if this is not called.
   *
   * @throws IllegalArgumentException if it is less than 1 MiB
   */
  public synchronized Recorder memory(long bytes) {
    settings = settings.withMemory(bytes);
    return this;
  }

  /**
   * Ends the recording, cleanly and with a word in the trace, when the file has reached that many
   * bytes (and what was in hand then); 0 for no limit.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public synchronized Recorder limit(long bytes) {
    settings = settings.withLimit(bytes);
    return this;
  }

  /** Chooses what the trace calls the program. */
  public synchronized Recorder program(String name) {
    program = name;
    return this;
  }

  /** Chooses which texts are written. */
  public synchronized Recorder filter(Filter filter) {
    settings = settings.with(filter);
    return this;
  }

  /** How it is doing. */
  public synchronized Statistics statistics() {
    return scribe == null
        ? new Statistics(0, 0, 0, Duration.ZERO, 0, 0, !closed)
        : scribe.statistics();
  }

  /** The file that it writes. */
  public Path file() {
    return file;
  }

  /**
   * Records a new loop.
   *
   * @throws UncheckedIOException if the file cannot be made
   * @throws IllegalStateException if this recorder is closed
   */
  @Override
  public synchronized LoopObserver observe(LoopInfo loop) {
    if (closed) {
      throw new IllegalStateException("the recorder to " + file + " is closed");
    }
    Scribe to = depot(loop);
    long origin = loop.virtual() ? loop.clock().getAsLong() : startNanos;
    Moment moment = new Moment(loop.clock(), origin);
    Ledger ledger = new Ledger(to, settings.whenFull() == WhenFull.DROP);
    LoopSetup setup = setups == null ? null : setups.of(loop);
    Whereabouts whereabouts = Whereabouts.of(Objects.requireNonNull(header), ++loops);
    LoopObserver recorder =
        new LoopRecorder(ledger, moment, whereabouts, settings.detail(), settings.sites(), setup);
    return Objects.requireNonNull(
        Onlookers.before(recorder, loop, new Filtering(settings.filter())));
  }

  /** Where the rows of that loop go. */
  synchronized Scribe depot(LoopInfo loop) {
    return scribe == null ? open(loop) : scribe;
  }

  private Scribe open(LoopInfo loop) {
    if (Files.isDirectory(file)) {
      throw new UncheckedIOException(new IOException(file + " is a folder"));
    }
    try {
      startNanos = System.nanoTime();
      TraceHeader made = new Headers(program, settings.detail()).of(loop, Instant.now());
      Scribe opened = new Scribe(file, made, settings);
      header = made;
      opened.start();
      scribe = opened;
      setups = new Setups(loop);
      return opened;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes all that was recorded, and the footer. Doing it twice does nothing. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      if (scribe != null) {
        scribe.finish();
      }
    }
  }

  @Override
  public void exiting() {
    close();
  }
}
