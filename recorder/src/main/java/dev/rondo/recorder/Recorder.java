package dev.rondo.recorder;

import dev.rondo.observe.LoopInfo;
import dev.rondo.observe.LoopObserver;
import dev.rondo.observe.ObserverProvider;
import dev.rondo.trace.TraceHeader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private final Path file;
  private Detail detail = Detail.FULL;
  private String program = Headers.program();
  private Filter filter = Filter.none();
  private @Nullable Scribe scribe; // from the first loop on
  private long startNanos;
  private boolean closed;

  private Recorder(Path file) {
    this.file = file;
  }

  /** A recorder to {@code file}, in full detail; packed if the name ends in .gz or .zst. */
  public static Recorder to(Path file) {
    return new Recorder(file);
  }

  /** Chooses how much is told; to be called before the first loop. */
  public synchronized Recorder detail(Detail detail) {
    this.detail = detail;
    return this;
  }

  /** Chooses what the trace calls the program; to be called before the first loop. */
  public synchronized Recorder program(String name) {
    program = name;
    return this;
  }

  /** Chooses which texts are written; to be called before the first loop. */
  public synchronized Recorder filter(Filter filter) {
    this.filter = filter;
    return this;
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
    Scribe to = scribe == null ? open(loop) : scribe;
    long origin = loop.virtual() ? loop.clock().getAsLong() : startNanos;
    Moment moment = new Moment(loop.clock(), origin);
    LoopObserver recorder = new LoopRecorder(new Ledger(to, false), moment, detail, true);
    return Objects.requireNonNull(Jfr.before(recorder, loop, new Filtering(filter)));
  }

  private Scribe open(LoopInfo loop) {
    if (Files.isDirectory(file)) {
      throw new UncheckedIOException(new IOException(file + " is a folder"));
    }
    try {
      startNanos = System.nanoTime();
      TraceHeader header = new Headers(program, detail).of(loop, Instant.now());
      Scribe opened = new Scribe(file, header, new Filtering(filter));
      opened.start();
      scribe = opened;
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
