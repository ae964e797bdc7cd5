package dev.rondo.trace.rules;

/**
 * The most that is allowed: of all, or of all but a share.
 *
 * @param key {@code max}, or a percentile: {@code p99}
 * @param share how many of them, in percent, must keep to it: 100 for {@code max}
 * @param most nanoseconds, or entries
 */
record Bound(String key, double share, long most) {
  boolean isMax() {
    return key.equals("max");
  }
}
