package dev.rondo.trace.model;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceHeader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sums a trace up while its events come in, in memory for what is live. For one thread.
 *
 * <p>The parts of a long trace can be summed up each for itself, and the sums put together: the
 * result is that of the whole, wherever it was cut. {@link #state} and {@link #resume} take them
 * from one machine to another.
 *
 * {@snippet :
 * var sums = new Summarizer(); // from the trace's beginning
 * first.forEach(sums::apply);
 * var rest = Summarizer.ofLaterPart(); // on another thread, or machine
 * second.forEach(rest::apply);
 * sums.append(rest);
 * Summary whole = sums.summary();
 * }
 */
public final class Summarizer implements Serializable {
  private static final long serialVersionUID = 1;

  /** What a state may hold. */
  private static final String OUR_CLASSES = "dev.rondo.trace.**;java.lang.*;java.util.*;!*";

  private final boolean beginning;
  private @Nullable String policy; // of loops that tell none of their own
  private final HashMap<String, Count> kinds = new HashMap<>();
  private final HashMap<String, Count> warnings = new HashMap<>();
  private final LinkedHashMap<Integer, LoopSums> loops = new LinkedHashMap<>();

  private static final class Count implements Serializable {
    private static final long serialVersionUID = 1;

    private long count;
  }

  /** A summary of nothing yet, at the beginning of a trace. */
  public Summarizer() {
    this(true);
  }

  private Summarizer(boolean beginning) {
    this.beginning = beginning;
  }

  /**
   * A summary of nothing yet, at some later place of a trace, to be {@linkplain #append appended}
   * to that of the part before. What it meets that began before the place it keeps for then.
   */
  public static Summarizer ofLaterPart() {
    return new Summarizer(false);
  }

  /** Tells it what the header says: what a turn of a loop is depends on the policy. */
  public Summarizer under(TraceHeader header) {
    policy = header.policy();
    return this;
  }

  /** Takes the next event of the trace. */
  public void apply(TraceEvent event) {
    boolean malformed = event instanceof TraceEvent.Malformed;
    add(kinds, malformed ? "malformed" : event.ev(), 1);
    if (event instanceof TraceEvent.Warn warn) {
      add(warnings, warn.code(), 1);
    }
    if (event.loop() > 0) {
      loop(event.loop(), event.t()).apply(event);
    }
  }

  private static void add(Map<String, Count> counts, String key, long more) {
    counts.computeIfAbsent(key, _ -> new Count()).count += more;
  }

  private LoopSums loop(int number, long first) {
    LoopSums known = loops.get(number);
    if (known == null) {
      known = new LoopSums(number, first, beginning);
      loops.put(number, known);
    }
    return known;
  }

  /**
   * Goes on with the part of the trace that comes right after what was taken so far. The other
   * summarizer must not be used again.
   *
   * @param next one of a {@linkplain #ofLaterPart later part}
   */
  public void append(Summarizer next) {
    if (next.beginning) {
      throw new IllegalArgumentException("begins a trace, expected a later part");
    }
    next.kinds.forEach((kind, n) -> add(kinds, kind, n.count));
    next.warnings.forEach((code, n) -> add(warnings, code, n.count));
    next.loops.values().forEach(loop -> loop(loop.number(), loop.first()).append(loop));
  }

  /** What is in the events so far; of a later part, as if nothing had been before it. */
  public Summary summary() {
    if (!beginning) {
      Summarizer alone = new Summarizer();
      alone.policy = policy;
      alone.append(this);
      return alone.summary();
    }
    return new Summary(
        counts(kinds),
        counts(warnings),
        loops.values().stream().map(loop -> loop.summary(policy)).toList());
  }

  /**
   * All that is known so far, for another process. Its size is that of what is live.
   *
   * @return what {@link #resume} of the same version of this library takes
   */
  public byte[] state() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * A summarizer as another was when it gave its state.
   *
   * @throws IllegalArgumentException if that is no state, or one of another version
   */
  public static Summarizer resume(byte[] state) {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(state))) {
      in.setObjectInputFilter(ObjectInputFilter.Config.createFilter(OUR_CLASSES));
      return (Summarizer) in.readObject();
    } catch (IOException | ClassNotFoundException | ClassCastException e) {
      throw new IllegalArgumentException("not the state of a summarizer: " + e.getMessage(), e);
    }
  }

  private static Map<String, Long> counts(Map<String, Count> counts) {
    Map<String, Long> result = new TreeMap<>();
    counts.forEach((key, n) -> result.put(key, n.count));
    return Collections.unmodifiableMap(result);
  }
}
