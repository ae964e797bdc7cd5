package dev.rondo.recorder;

import dev.rondo.observe.LoopInfo;
import dev.rondo.observe.LoopObserver;
import dev.rondo.observe.ObserverProvider;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Records every loop of a process that was started with {@code -Drondo.record=FILE} or {@code
 * RONDO_RECORD=FILE}; {@code -Drondo.record.detail=schedule} leaves out {@code enter} and {@code
 * exit}, and {@code -Drondo.record.filter=RULES} what {@link Filter#of} says. A recording that
 * cannot be begun is warned of once, and the program runs without. A JFR recording that wants our
 * events has them with a trace or without.
 */
public final class RecordingService implements ObserverProvider {
  private @Nullable Recorder recorder;
  private boolean failed;

  /** For the service loader. */
  public RecordingService() {}

  @Override
  public synchronized @Nullable LoopObserver observe(LoopInfo loop) {
    if (failed) {
      return null;
    }
    String file = System.getProperty("rondo.record", System.getenv("RONDO_RECORD"));
    boolean toFile = file != null && !file.isEmpty();
    try {
      Filter filter = Filter.of(System.getProperty("rondo.record.filter", ""));
      return toFile
          ? recorder(Path.of(file), filter).observe(loop)
          : Jfr.before(null, loop, new Filtering(filter));
    } catch (UncheckedIOException | IllegalArgumentException | IllegalStateException e) {
      failed = true;
      String where = toFile ? " to " + file : "";
      System.err.println("rondo: not recording" + where + ": " + IoReason.of(e));
      return null;
    }
  }

  private Recorder recorder(Path file, Filter filter) {
    if (recorder == null) {
      String detail = System.getProperty("rondo.record.detail", Detail.FULL.text());
      recorder = Recorder.to(file).detail(Detail.of(detail)).filter(filter);
    }
    return recorder;
  }

  @Override
  public synchronized void exiting() {
    if (recorder != null) {
      recorder.close();
    }
  }
}
