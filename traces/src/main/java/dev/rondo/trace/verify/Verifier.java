package dev.rondo.trace.verify;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceFooter;
import dev.rondo.trace.TraceHeader;
import dev.rondo.trace.TraceReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Checks a trace against the rules of the format while its events come in. For one thread.
 *
 * {@snippet :
 * try (TraceReader trace = TraceReader.open(file)) {
 *   Verification result = Verifier.verify(trace);
 *   result.findings().forEach(System.out::println);
 * }
 * }
 */
public final class Verifier implements Serializable {
  private static final long serialVersionUID = 1;

  /** The most findings that are kept of one trace. */
  public static final int LIMIT = 10_000;

  /** What a state may hold. */
  private static final String OUR_CLASSES =
      "dev.rondo.trace.verify.*;dev.rondo.trace.ids.*;dev.rondo.trace.Phase;java.lang.*;java.util.*;"
          + "!*";

  private final String file;
  private final Order order;
  private final boolean flight;
  private transient Consumer<? super Finding> found;
  private final LinkedHashMap<Integer, LoopVerifier> loops = new LinkedHashMap<>();
  private final TreeMap<String, Long> unknown = new TreeMap<>();
  private final ArrayList<String> notes = new ArrayList<>();
  private long events;
  private long tasks;
  private long slices;
  private long handles;
  private long timers;
  private long lost;
  private boolean limited;

  /**
   * A verifier at the beginning of a trace.
   *
   * @param file what findings call the trace
   * @param header its header: a policy other than {@code fifo} leaves the order of entries open
   * @param found is given each finding as it is made
   */
  public Verifier(String file, TraceHeader header, Consumer<? super Finding> found) {
    this.file = file;
    this.found = found;
    flight = header.flight();
    order = Order.of(header.policy());
    note("entries are", header.policy());
  }

  private void note(String whose, @Nullable String policy) {
    switch (Order.of(policy)) {
      case FIFO -> {}
      case BY_TURNS ->
          notes.add(whose + " chosen by the policy " + policy + ": only their turns are checked");
      case OPEN ->
          notes.add(whose + " chosen by the policy " + policy + ": their order is not checked");
    }
  }

  /**
   * Checks a trace from where the reader is to its end, which is usually all of it.
   *
   * @return with the first {@link #LIMIT} findings; a note tells how many more there are
   * @throws dev.rondo.trace.TraceException if the trace is damaged
   */
  public static Verification verify(TraceReader trace) {
    FirstFindings findings = new FirstFindings();
    Verifier verifier = new Verifier(trace.name(), trace.header(), findings);
    for (TraceEvent event = trace.next(); event != null; event = trace.next()) {
      verifier.accept(event, trace.line());
    }
    verifier.finish(trace.footer(), trace.cutOff());
    if (findings.left > 0) {
      verifier.notes.add("left out " + findings.left + " more findings");
    }
    return verifier.result(findings.kept, trace.footer() != null);
  }

  private static final class FirstFindings implements Consumer<Finding> {
    final List<Finding> kept = new ArrayList<>();
    long left;

    @Override
    public void accept(Finding finding) {
      if (kept.size() < LIMIT) {
        kept.add(finding);
      } else {
        left++;
      }
    }
  }

  /** Checks the next event, which stands in that line of the file. */
  public void accept(TraceEvent event, long line) {
    events++;
    count(event);
    if (event.loop() > 0) {
      noteOwnPolicy(event);
      loops
          .computeIfAbsent(event.loop(), _ -> new LoopVerifier(new Findings(file, found), order))
          .check(event, line);
    } else {
      unplaced(event, line);
    }
  }

  /** Of a loop that has another than the header, the first time. */
  private void noteOwnPolicy(TraceEvent event) {
    if (event instanceof TraceEvent.LoopState e
        && e.setup() != null
        && !loops.containsKey(e.loop())) {
      note("loop " + e.loop() + ": entries are", e.setup().policy());
    }
  }

  private void count(TraceEvent event) {
    switch (event) {
      case TraceEvent.Lost e -> lost += e.count();
      case TraceEvent.Warn e when e.code().equals(TraceEvent.Warn.LIMIT) -> limited = true;
      case TraceEvent.TaskCreated _ -> tasks++;
      case TraceEvent.Resume _, TraceEvent.Callback _ -> slices++;
      case TraceEvent.Enqueue _ -> handles++;
      case TraceEvent.Timer _ -> timers++;
      case TraceEvent.Unknown e -> unknown.merge(e.ev(), 1L, Long::sum);
      default -> {}
    }
  }

  /** A line that does not even tell its loop. */
  private void unplaced(TraceEvent event, long line) {
    if (event instanceof TraceEvent.Malformed e) {
      found.accept(new Finding(file, line, 0, 0, Rule.MALFORMED, e.problem(), "", ""));
      loops.values().forEach(LoopVerifier::unreadable);
    }
  }

  /**
   * Ends the check.
   *
   * @param footer the trace's footer, or null where it has none
   * @param cutOff where it breaks off, or null where it is complete or that is not known
   */
  public void finish(@Nullable TraceFooter footer, TraceReader.@Nullable CutOff cutOff) {
    unknown.forEach((kind, n) -> notes.add("unknown kind " + kind + ": ignored " + n + " events"));
    if (footer == null) {
      notes.add(
          "incomplete: "
              + (cutOff == null
                  ? "the footer is missing"
                  : "line " + cutOff.line() + ": " + cutOff.reason()));
    } else {
      complete(footer);
    }
    if (limited) {
      notes.add("incomplete: the recording ended when its file had reached its limit");
    }
    if (lost > 0) {
      notes.add("incomplete: " + lost + " events were lost");
    }
  }

  private void complete(TraceFooter footer) {
    if (footer.events() != events || footer.lost() != lost) {
      found.accept(
          new Finding(
              file,
              0,
              0,
              0,
              Rule.FOOTER,
              "a footer that counts " + footer.events() + " events and " + footer.lost() + " lost",
              events + " and " + lost + ", as the trace holds",
              ""));
    }
    if (flight) {
      notes.add("a flight: what its loops did before and after is not known");
      return;
    }
    if (limited) {
      return; // what was under way may not have ended
    }
    loops.forEach((number, loop) -> {
      if (loop.end()) {
        notes.add("loop " + number + ": the program ended in the middle of a slice");
      }
    });
  }

  private Verification result(List<Finding> findings, boolean footer) {
    return new Verification(file, findings, notes, footer && lost == 0 && !limited, checked());
  }

  /** What is worth knowing and no flaw; all of it once the check has ended. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** How much was checked so far. */
  public Verification.Checked checked() {
    return new Verification.Checked(loops.size(), events, tasks, slices, handles, timers, 7);
  }

  /**
   * All that is known so far, to go on from in this process or another: a long trace can be checked
   * part by part. Its size is that of what is live, and a bit for each id that was used up.
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
   * A verifier that goes on where another was when it gave its state.
   *
   * @param found is given each finding from there on
   * @throws IllegalArgumentException if that is no state, or one of another version
   */
  public static Verifier resume(byte[] state, Consumer<? super Finding> found) {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(state))) {
      in.setObjectInputFilter(ObjectInputFilter.Config.createFilter(OUR_CLASSES));
      Verifier verifier = (Verifier) in.readObject();
      verifier.found = found;
      verifier.loops.values().forEach(loop -> loop.to(found));
      return verifier;
    } catch (IOException | ClassNotFoundException | ClassCastException e) {
      throw new IllegalArgumentException("not the state of a verifier: " + e.getMessage(), e);
    }
  }
}
