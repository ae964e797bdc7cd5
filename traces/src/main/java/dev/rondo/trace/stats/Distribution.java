package dev.rondo.trace.stats;

import java.util.Objects;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.PackedHistogram;
import org.jspecify.annotations.Nullable;

/**
 * What is known of many values, mostly durations in nanoseconds. Number, sum, least and most are
 * exact; percentiles are so to three digits. Immutable.
 */
public final class Distribution {
  private static final int DIGITS = 3;

  /** Nothing. */
  public static final Distribution EMPTY = new Builder().build();

  private final AbstractHistogram values;
  private final long total;
  private final long min;
  private final long max;

  private Distribution(AbstractHistogram values, long total, long min, long max) {
    this.values = values;
    this.total = total;
    this.min = min;
    this.max = max;
  }

  /** The distribution of these values; negative ones are taken for 0. */
  public static Distribution of(long... values) {
    Builder builder = new Builder();
    for (long value : values) {
      builder.add(value);
    }
    return builder.build();
  }

  /** How many values there are. */
  public long count() {
    return values.getTotalCount();
  }

  /** Their sum; {@link Long#MAX_VALUE} where it is larger. */
  public long total() {
    return total;
  }

  /** The least, or 0 where there is none. */
  public long min() {
    return min;
  }

  /** The most, or 0 where there is none. */
  public long max() {
    return max;
  }

  /** Their mean, or 0 where there is none. */
  public long mean() {
    return count() == 0 ? 0 : total / count();
  }

  /**
   * The value that {@code percent} of the values do not exceed.
   *
   * @param percent from 0 to 100
   * @return rounded up to three digits, but no more than {@link #max}; 0 where there is no value
   */
  public long percentile(double percent) {
    return count() == 0 ? 0 : Math.clamp(values.getValueAtPercentile(percent), min, max);
  }

  /** The distribution of the values of both. */
  public Distribution merge(Distribution other) {
    Builder builder = new Builder();
    builder.addAll(this);
    builder.addAll(other);
    return builder.build();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Distribution d
        && total == d.total
        && min == d.min
        && max == d.max
        && values.equals(d.values);
  }

  @Override
  public int hashCode() {
    return Objects.hash(count(), total, min, max);
  }

  @Override
  public String toString() {
    return "%d values, sum %d, %d to %d".formatted(count(), total, min, max);
  }

  static long plus(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  /** Values that still come in. For one thread. */
  public static final class Builder {
    private final PackedHistogram values = new PackedHistogram(DIGITS);
    private long total;
    private long min = Long.MAX_VALUE;
    private long max;

    /** With no value yet. */
    public Builder() {}

    /** Takes a value; a negative one for 0. */
    public void add(long value) {
      long size = Math.max(0, value);
      values.recordValue(Math.min(size, Long.MAX_VALUE / 2));
      total = plus(total, size);
      min = Math.min(min, size);
      max = Math.max(max, size);
    }

    /** Takes the values of a distribution. */
    public void addAll(Distribution more) {
      if (more.count() > 0) {
        values.add(more.values);
        total = plus(total, more.total);
        min = Math.min(min, more.min);
        max = Math.max(max, more.max);
      }
    }

    /** What came in so far; nothing may come in after it. */
    public Distribution build() {
      return new Distribution(values, total, max < min ? 0 : min, max);
    }
  }
}
