package dev.rondo.trace.rules;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.rules.Scene.Place;

/** The check of one rule over one loop. */
abstract class Watch {
  private final Report report;
  private long matched;

  Watch(Report report) {
    this.report = report;
  }

  /** Where findings go. */
  interface Report {
    /**
     * Something breaks the rule.
     *
     * @param place the event that does
     * @param explained the event whose causes explain it, for {@code rondo why}
     */
    void broken(Place place, long explained, String found, String expected);
  }

  /** Takes the next event of the loop, which the scene took just before. */
  abstract void see(TraceEvent event, Scene scene);

  /** Events are missing here: what happened meanwhile is held against nobody. */
  void forget() {}

  /**
   * The trace ends here.
   *
   * @param whole whether that is the end of what the loop did, so that what is open stays open
   */
  void finish(Scene scene, boolean whole) {}

  /** How often it found what the rule is about. */
  final long matched() {
    return matched;
  }

  final void match() {
    matched++;
  }

  final void broken(Place place, long explained, String found, String expected) {
    report.broken(place, explained, found, expected);
  }

  final void broken(Place place, String found, String expected) {
    broken(place, place.seq(), found, expected);
  }

  /** The task that ended with the event, or 0. */
  static long ended(TraceEvent event) {
    return event instanceof TraceEvent.Done done ? done.task() : 0;
  }
}
