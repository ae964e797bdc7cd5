package dev.rondo.recorder;

import java.time.Duration;

/**
 * How to record.
 *
 * @param sites whether the source lines of tasks are told
 * @param flush the interval at which all that was recorded is handed to the file
 * @param memory of the chunks, in bytes
 * @param limit at which size of the file the recording ends; 0 for none
 */
record Settings(
    Detail detail,
    boolean sites,
    WhenFull whenFull,
    Duration flush,
    long memory,
    long limit,
    Filter filter) {

  static final long LEAST_MEMORY = 1L << 20;

  static final Settings USUAL =
      new Settings(
          Detail.FULL, true, WhenFull.WAIT, Duration.ofMillis(100), 16L << 20, 0, Filter.none());

  Settings {
    require(flush.isPositive(), "the flush interval is " + flush + ", expected a positive one");
    require(memory >= LEAST_MEMORY, "the memory is " + memory + " bytes, expected 1 MiB or more");
    require(limit >= 0, "the limit is " + limit + " bytes, expected 0 (none) or more");
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  Settings with(Detail detail) {
    return new Settings(detail, sites, whenFull, flush, memory, limit, filter);
  }

  Settings withSites(boolean sites) {
    return new Settings(detail, sites, whenFull, flush, memory, limit, filter);
  }

  Settings with(WhenFull whenFull) {
    return new Settings(detail, sites, whenFull, flush, memory, limit, filter);
  }

  Settings withFlush(Duration flush) {
    return new Settings(detail, sites, whenFull, flush, memory, limit, filter);
  }

  Settings withMemory(long memory) {
    return new Settings(detail, sites, whenFull, flush, memory, limit, filter);
  }

  Settings withLimit(long limit) {
    return new Settings(detail, sites, whenFull, flush, memory, limit, filter);
  }

  Settings with(Filter filter) {
    return new Settings(detail, sites, whenFull, flush, memory, limit, filter);
  }
}
