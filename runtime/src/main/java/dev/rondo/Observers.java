package dev.rondo;

import dev.rondo.observe.LoopInfo;
import dev.rondo.observe.LoopObserver;
import dev.rondo.observe.ObserverProvider;
import dev.rondo.schedule.Director;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Finds who observes and who directs a new loop. A provider that fails is warned of, and no more.
 */
final class Observers {

  /** Those that are found as services, once for the process. */
  private static final class Services {
    static final @Nullable ObserverProvider FIRST = load();

    private static @Nullable ObserverProvider load() {
      try {
        return ServiceLoader.load(ObserverProvider.class, EventLoop.class.getClassLoader())
            .findFirst()
            .orElse(null);
      } catch (ServiceConfigurationError e) {
        Log.RONDO.log(
            System.Logger.Level.WARNING, "no loop is observed: the observer cannot be loaded", e);
        return null;
      }
    }
  }

  private Observers() {}

  /** The provider that a new loop asks: its own, or else a service; null if there is none. */
  static @Nullable ObserverProvider chosen(@Nullable ObserverProvider own) {
    return own == null ? Services.FIRST : own;
  }

  static @Nullable Director director(@Nullable ObserverProvider provider, LoopInfo info) {
    if (provider == null) {
      return null;
    }
    try {
      return provider.direct(info);
    } catch (RuntimeException e) {
      Log.RONDO.log(System.Logger.Level.WARNING, "this loop is not directed: " + e, e);
      return null;
    }
  }

  static @Nullable LoopObserver observer(
      @Nullable ObserverProvider provider, EventLoop loop, LoopInfo info) {
    if (provider == null) {
      return null;
    }
    try {
      LoopObserver observer = provider.observe(info);
      if (observer != null) {
        Exit.tellWhenOver(provider);
      }
      return observer == null ? null : new GuardedObserver(loop, observer);
    } catch (RuntimeException e) {
      Log.RONDO.log(System.Logger.Level.WARNING, "this loop is not observed: " + e, e);
      return null;
    }
  }
}
