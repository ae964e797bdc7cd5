package dev.rondo.trace.replay;

import dev.rondo.trace.TraceHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Under which circumstances a program is run again; a null is not compared.
 *
 * @param program what the program is called
 * @param recorder who records, as in a header
 * @param runtime the Java that it runs on, as in a header
 * @param engine what its coroutines run on
 * @param clock the clock of its loops
 * @param policy how its loops choose; {@code fifo} is named
 * @param seed of that policy's choices
 * @param filtered whether a filter is there
 */
public record Circumstances(
    @Nullable String program,
    @Nullable String recorder,
    @Nullable String runtime,
    @Nullable String engine,
    @Nullable String clock,
    @Nullable String policy,
    @Nullable Long seed,
    boolean filtered) {

  /** In what they are others than the recorded ones, and what that means, a sentence for each. */
  public List<String> against(TraceHeader recorded) {
    List<String> others = new ArrayList<>();
    other(
        "of program " + recorded.program(),
        recorded.program(),
        program,
        "they may part at the first event",
        others);
    other(
        "by " + recorded.recorder(),
        recorded.recorder(),
        recorder,
        "one may tell what the other does not",
        others);
    other(
        "on " + recorded.runtime(),
        recorded.runtime(),
        runtime,
        "errors may say, and the JDK's own collections and threads do, something else",
        others);
    other(
        "on engine " + recorded.engine(),
        recorded.engine(),
        engine,
        "the order is the same on both, but one may refuse a pause that the other allows",
        others);
    other(
        "on a " + recorded.clock() + " clock",
        recorded.clock(),
        clock,
        "timers are not due when they were, so that the runs part where that matters",
        others);
    order(recorded, others);
    if (recorded.filtered() && !filtered) {
      others.add(
          "a filter was asked when it was recorded, and there is none now: without the same rules"
              + " what it changed differs, and an input that it withheld cannot be given back");
    }
    return List.copyOf(others);
  }

  private static void other(
      String was, @Nullable String recorded, @Nullable String now, String means, List<String> to) {
    if (recorded != null && now != null && !recorded.equals(now)) {
      to.add("it was recorded %s, and this is %s: %s".formatted(was, now, means));
    }
  }

  private void order(TraceHeader recorded, List<String> others) {
    if (policy == null) {
      return;
    }
    String was = order(Objects.requireNonNullElse(recorded.policy(), "fifo"), recorded.seed());
    other(
        "under policy " + was,
        was,
        order(policy, seed),
        "the recorded order is followed all the same; where the run goes on by itself, it is"
            + " another",
        others);
  }

  private static String order(String policy, @Nullable Long seed) {
    return seed == null ? policy : policy + " seed " + seed;
  }
}
