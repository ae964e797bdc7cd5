package dev.rondo.trace.rules;

import dev.rondo.trace.model.Narration;
import java.util.Locale;

/** What a limit is set to. */
enum Measure {
  SLICE("a slice", "slices"),
  READY_WAIT("a wait in the ready queue", "waits in the ready queue"),
  LIFETIME("a lifetime", "lifetimes"),
  QUEUE_DEPTH("a ready queue", "entries put in the ready queue");

  private final String one;
  private final String many;

  Measure(String one, String many) {
    this.one = one;
    this.many = many;
  }

  static Measure called(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** The word of the rule file. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String one() {
    return one;
  }

  String many() {
    return many;
  }

  /** Whose it is, as an addition to a message. */
  String of(String who) {
    return this == QUEUE_DEPTH ? "" : " of " + who;
  }

  /** An amount of it, with its unit. */
  String amount(long value) {
    return this == QUEUE_DEPTH
        ? value + (value == 1 ? " entry" : " entries")
        : Narration.duration(value);
  }
}
