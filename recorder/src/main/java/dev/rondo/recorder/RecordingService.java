package dev.rondo.recorder;

import dev.rondo.observe.LoopInfo;
import dev.rondo.observe.LoopObserver;
import dev.rondo.observe.ObserverProvider;
import dev.rondo.schedule.Director;
import dev.rondo.trace.TraceException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Records every loop of a process that was started with {@code -Drondo.record=FILE} or {@code
 * RONDO_RECORD=FILE}; {@code -Drondo.record.detail=schedule} leaves out {@code enter} and {@code
 * exit}, and {@code -Drondo.record.filter=RULES} what {@link Filter#of} says. {@code
 * -Drondo.flight=RULES} keeps the latest events in memory instead, as {@link FlightRecorder#of}
 * says. {@code -Drondo.replay=TRACE} runs the loops under the schedule of a recording ({@link
 * Replay}); then {@code rondo.record} is where what they do is written. A recording that cannot be
 * begun is warned of once, and the program runs without. A JFR recording that wants our events has
 * them with a trace or without.
 */
public final class RecordingService implements ObserverProvider {
  private @Nullable ObserverProvider recorder;
  private boolean failed;

  /** For the service loader. */
  public RecordingService() {}

  @Override
  public synchronized @Nullable LoopObserver observe(LoopInfo loop) {
    return asked(provider -> provider.observe(loop));
  }

  @Override
  public synchronized @Nullable Director direct(LoopInfo loop) {
    return asked(provider -> provider.direct(loop));
  }

  private <T> @Nullable T asked(Function<ObserverProvider, @Nullable T> question) {
    if (failed) {
      return null;
    }
    String file = System.getProperty("rondo.record", System.getenv("RONDO_RECORD"));
    boolean toFile = file != null && !file.isEmpty();
    try {
      ObserverProvider provider = recorder;
      if (provider == null) {
        provider = provider(toFile ? file : null);
        recorder = provider;
      }
      return question.apply(provider);
    } catch (TraceException e) {
      failed = true;
      System.err.println("rondo: not replaying: " + e.getMessage());
      return null;
    } catch (UncheckedIOException | IllegalArgumentException | IllegalStateException e) {
      failed = true;
      String where = toFile ? " to " + file : "";
      System.err.println("rondo: not recording" + where + ": " + IoReason.of(e));
      return null;
    }
  }

  private static ObserverProvider provider(@Nullable String file) {
    String recording = System.getProperty("rondo.replay");
    if (recording != null) {
      return ReplayedProcess.of(Path.of(recording), file, filter());
    }
    return file == null ? inMemory(System.getProperty("rondo.flight")) : toFile(file);
  }

  private static ObserverProvider toFile(String file) {
    if (System.getProperty("rondo.flight") != null) {
      throw new IllegalArgumentException("choose one of rondo.record and rondo.flight");
    }
    Recorder recorder = Recorder.to(file).detail(detail()).filter(filter());
    option("sites", text -> recorder.sites(yes(text)));
    option("when-full", text -> recorder.whenFull(WhenFull.of(text)));
    option("flush", text -> recorder.flushEvery(Amounts.duration(text)));
    option("memory", text -> recorder.memory(Amounts.bytes(text)));
    option("limit", text -> recorder.limit(Amounts.bytes(text)));
    return recorder;
  }

  /** A flight recorder, if there are rules for one; else what JFR wants, if anything. */
  private static ObserverProvider inMemory(@Nullable String rules) {
    if (rules == null) {
      Filtering filter = new Filtering(filter());
      return loop -> Onlookers.before(null, loop, filter);
    }
    FlightRecorder flight = FlightRecorder.of(rules).detail(detail()).filter(filter());
    return FlightRecorder.ofProcess(flight);
  }

  private static Detail detail() {
    return Detail.of(System.getProperty("rondo.record.detail", Detail.FULL.text()));
  }

  private static Filter filter() {
    return Filter.of(System.getProperty("rondo.record.filter", ""));
  }

  private static void option(String name, Consumer<String> use) {
    String text = System.getProperty("rondo.record." + name);
    if (text != null) {
      try {
        use.accept(text);
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw new IllegalArgumentException("rondo.record." + name + ": " + e.getMessage(), e);
      }
    }
  }

  private static boolean yes(String text) {
    return switch (text) {
      case "true", "" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("'" + text + "': choose true or false");
    };
  }

  @Override
  public synchronized void exiting() {
    if (recorder != null) {
      recorder.exiting();
    }
    Otel.exiting();
  }
}
