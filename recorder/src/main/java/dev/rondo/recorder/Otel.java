package dev.rondo.recorder;

import dev.rondo.observe.LoopInfo;
import dev.rondo.observe.LoopObserver;
import dev.rondo.otel.Telemetry;
import dev.rondo.otel.Texts;
import org.jspecify.annotations.Nullable;

/**
 * The door to OpenTelemetry, whose API not every program has: what needs it is loaded only where
 * {@code -Drondo.otel} or {@code RONDO_OTEL} asks for it and it is there.
 */
final class Otel {
  private static final boolean WANTED = wanted();

  private Otel() {}

  /** An observer of a new loop that makes spans too, if that is wanted; else {@code next}. */
  static @Nullable LoopObserver before(
      @Nullable LoopObserver next, LoopInfo loop, Filtering filter) {
    return WANTED ? Spans.before(next, loop, filter) : next;
  }

  private static boolean wanted() {
    String level = System.getProperty("rondo.otel", System.getenv("RONDO_OTEL"));
    return switch (level) {
      case null -> false;
      case "off", "false" -> false;
      case "", "tasks", "true" -> isThere();
      default -> refuse("'" + level + "' is no level: choose tasks or off");
    };
  }

  private static boolean isThere() {
    try {
      Class.forName("io.opentelemetry.api.OpenTelemetry", false, Otel.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return refuse("opentelemetry-api is not on the class path");
    }
  }

  private static boolean refuse(String why) {
    System.err.println("rondo: no spans are made (rondo.otel): " + why);
    return false;
  }

  /** At the end of the process: whether what was asked for was there. */
  static void exiting() {
    if (WANTED && !Spans.made()) {
      refuse("the program has set no GlobalOpenTelemetry: add an SDK or an agent");
    }
  }

  /** Loaded only where the API is there. */
  private static final class Spans {
    static LoopObserver before(@Nullable LoopObserver next, LoopInfo loop, Filtering filter) {
      return Telemetry.global().texts(texts(filter)).before(next, loop);
    }

    private static Texts texts(Filtering filter) {
      return new Texts() {
        @Override
        public String name(String name) {
          return filter.name(name);
        }

        @Override
        public @Nullable String message(String message) {
          return filter.message(message);
        }
      };
    }

    static boolean made() {
      return Telemetry.foundGlobal();
    }
  }
}
