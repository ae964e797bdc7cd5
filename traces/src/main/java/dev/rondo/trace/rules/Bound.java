package dev.rondo.trace.rules;

import java.math.BigDecimal;

/**
 * The most that is allowed: of all, or of all but a share.
 *
 * @param key {@code max}, or a percentile: {@code p99}
 * @param share how many of them, in percent, must keep to it: 100 for {@code max}
 * @param most nanoseconds, or entries
 */
record Bound(String key, double share, long most) {
  /** How many of {@code total} may be above: counted in decimals, as the share was written. */
  long allowed(long total) {
    BigDecimal rest = BigDecimal.valueOf(100).subtract(BigDecimal.valueOf(share));
    return rest.multiply(BigDecimal.valueOf(total)).movePointLeft(2).longValue();
  }

  boolean isMax() {
    return key.equals("max");
  }
}
