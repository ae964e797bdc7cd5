package dev.rondo.trace.diff;

/**
 * How two traces are compared.
 *
 * @param level what counts as a difference
 * @param selection what of them is compared
 * @param force whether traces that lost events, or are cut off, are compared all the same
 * @param timing whether the times of the tasks are compared too, beside the verdict
 */
public record DiffOptions(Level level, Selection selection, boolean force, boolean timing) {

  /** By causes, everything, and only what is whole. */
  public static final DiffOptions DEFAULT =
      new DiffOptions(Level.CAUSAL, Selection.ALL, false, false);

  /** What counts as a difference. */
  public enum Level {
    /** Anything but the same events in the same order. */
    ORDER,
    /** Other steps, causes, contents or results, and another order of what shares something. */
    CAUSAL
  }
}
