package dev.rondo.otel;

import dev.rondo.observe.LoopInfo;
import dev.rondo.observe.LoopObserver;
import dev.rondo.observe.ObserverProvider;
import dev.rondo.trace.spans.SpanKeys;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes a span of every task of a loop, as {@code docs/opentelemetry.md} has it, and metrics of the
 * loop: for loops that are created with it. For all loops of a process there is {@code
 * -Drondo.otel=tasks}.
 *
 * {@snippet :
 * EventLoop.builder().observer(Telemetry.of(sdk)).create();
 * EventLoop.builder().observer(Telemetry.of(sdk).beside(Recorder.to(path))).create();
 * }
 *
 * <p>Immutable and thread-safe; whoever made the SDK closes it.
 */
public final class Telemetry implements ObserverProvider {
  private static final AtomicInteger LOOPS = new AtomicInteger();
  private static final AtomicBoolean FOUND = new AtomicBoolean();

  private final Supplier<@Nullable OpenTelemetry> source;
  private final @Nullable ObserverProvider recorder;
  private final Texts texts;

  private Telemetry(
      Supplier<@Nullable OpenTelemetry> source, @Nullable ObserverProvider recorder, Texts texts) {
    this.source = source;
    this.recorder = recorder;
    this.texts = texts;
  }

  /** To that SDK. */
  public static Telemetry of(OpenTelemetry sdk) {
    return new Telemetry(() -> sdk, null, Texts.all());
  }

  /**
   * To {@link GlobalOpenTelemetry}, as soon as the program or an agent has set it, which this never
   * does in their place; or which {@code otel.java.global-autoconfigure.enabled} has made at its
   * first use. Tasks that are created before have no span.
   */
  public static Telemetry global() {
    return new Telemetry(Telemetry::globalIfThere, null, Texts.all());
  }

  private static @Nullable OpenTelemetry globalIfThere() {
    if (!GlobalOpenTelemetry.isSet() && !autoconfigured()) {
      return null;
    }
    OpenTelemetry found = GlobalOpenTelemetry.get();
    if (!isNoop(found)) {
      FOUND.set(true);
    }
    return found;
  }

  /** What the API gives where an SDK is to start by itself and none is on the class path. */
  private static boolean isNoop(OpenTelemetry found) {
    return found.getTracer(SpanKeys.SCOPE).equals(OpenTelemetry.noop().getTracer(SpanKeys.SCOPE));
  }

  private static boolean autoconfigured() {
    String chosen = System.getProperty("otel.java.global-autoconfigure.enabled");
    return Boolean.parseBoolean(
        chosen == null ? System.getenv("OTEL_JAVA_GLOBAL_AUTOCONFIGURE_ENABLED") : chosen);
  }

  /** Whether {@link #global} has met an SDK in this process. */
  public static boolean foundGlobal() {
    return FOUND.get();
  }

  /** The same, and {@code recorder} observes each loop too. */
  public Telemetry beside(ObserverProvider recorder) {
    return new Telemetry(source, recorder, texts);
  }

  /** The same, with a choice of what is told. */
  public Telemetry texts(Texts texts) {
    return new Telemetry(source, recorder, texts);
  }

  @Override
  public LoopObserver observe(LoopInfo loop) {
    return before(recorder == null ? null : recorder.observe(loop), loop);
  }

  /** An observer that also tells {@code next}, if any, each time first. */
  public LoopObserver before(@Nullable LoopObserver next, LoopInfo loop) {
    if (next instanceof Beside) {
      return next; // has spans already, since the whole process has
    }
    LiveLoop live = new LiveLoop(loop, LOOPS.incrementAndGet(), source, texts, next != null);
    return new Beside(next == null ? new LoopObserver() {} : next, live);
  }

  @Override
  public void exiting() {
    if (recorder != null) {
      recorder.exiting();
    }
  }
}
