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
 * cannot be begun is warned of once, and the program runs without.
 */
public final class RecordingService implements ObserverProvider {
  private @Nullable Recorder recorder;
  private boolean failed;

  /** For the service loader. */
  public RecordingService() {}

  @Override
  public synchronized @Nullable LoopObserver observe(LoopInfo loop) {
    String file = System.getProperty("rondo.record", System.getenv("RONDO_RECORD"));
    if (failed || file == null || file.isEmpty()) {
      return null;
    }
    try {
      if (recorder == null) {
        String detail = System.getProperty("rondo.record.detail", Detail.FULL.text());
        Filter filter = Filter.of(System.getProperty("rondo.record.filter", ""));
        recorder = Recorder.to(Path.of(file)).detail(Detail.of(detail)).filter(filter);
      }
      return recorder.observe(loop);
    } catch (UncheckedIOException | IllegalArgumentException | IllegalStateException e) {
      failed = true;
      System.err.println("rondo: not recording to " + file + ": " + IoReason.of(e));
      return null;
    }
  }

  @Override
  public synchronized void exiting() {
    if (recorder != null) {
      recorder.close();
    }
  }
}
