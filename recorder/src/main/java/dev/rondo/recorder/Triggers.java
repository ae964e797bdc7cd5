package dev.rondo.recorder;

import java.util.Set;

/**
 * What a flight is written down for.
 *
 * @param sliceNanos a slice that takes longer
 * @param warnings a warning of one of these codes
 * @param error an error that nobody deals with
 * @param stall a loop that stalls
 * @param exit the end of the process
 */
record Triggers(long sliceNanos, Set<String> warnings, boolean error, boolean stall, boolean exit) {

  static final Triggers NONE = new Triggers(Long.MAX_VALUE, Set.of(), false, false, false);

  Triggers slice(long nanos) {
    return new Triggers(nanos, warnings, error, stall, exit);
  }

  Triggers warnings(Set<String> codes) {
    return new Triggers(sliceNanos, Set.copyOf(codes), error, stall, exit);
  }

  Triggers onError() {
    return new Triggers(sliceNanos, warnings, true, stall, exit);
  }

  Triggers onStall() {
    return new Triggers(sliceNanos, warnings, error, true, exit);
  }

  Triggers atExit() {
    return new Triggers(sliceNanos, warnings, error, stall, true);
  }
}
