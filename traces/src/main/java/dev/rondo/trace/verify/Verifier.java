package dev.rondo.trace.verify;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceFooter;
import dev.rondo.trace.TraceHeader;
import dev.rondo.trace.TraceReader;
import dev.rondo.trace.model.LoopCounts;
import dev.rondo.trace.model.LoopModel;
import dev.rondo.trace.model.TraceModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
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
public final class Verifier {
  /** The most findings that are kept of one trace. */
  public static final int LIMIT = 10_000;

  private final String file;
  private final boolean fifo;
  private final boolean flight;
  private final Consumer<? super Finding> found;
  private final TraceModel model = new TraceModel();
  private final Map<Integer, LoopVerifier> loops = new LinkedHashMap<>();
  private final Map<String, Long> unknown = new TreeMap<>();
  private final List<String> notes = new ArrayList<>();
  private long events;
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
    String policy = header.policy();
    fifo = policy == null || policy.equalsIgnoreCase("fifo");
    if (!fifo) {
      notes.add("entries are chosen by the policy " + policy + ": their order is not checked");
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
    LoopModel before = model.loop(event.loop());
    if (event.loop() > 0) {
      loops
          .computeIfAbsent(event.loop(), _ -> new LoopVerifier(new Findings(file, found), fifo))
          .check(event, line, before);
    } else {
      unplaced(event, line);
    }
    model.apply(event);
  }

  private void count(TraceEvent event) {
    switch (event) {
      case TraceEvent.Lost e -> lost += e.count();
      case TraceEvent.Warn e when e.code().equals(TraceEvent.Warn.LIMIT) -> limited = true;
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
      if (loop.end(model.loop(number))) {
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
    return new Verification.Checked(
        loops.size(),
        events,
        sum(LoopCounts::tasks),
        sum(LoopCounts::slices),
        sum(LoopCounts::handles),
        sum(LoopCounts::timers),
        7);
  }

  private long sum(ToLongFunction<LoopCounts> count) {
    return model.loops().stream().map(LoopModel::counts).mapToLong(count).sum();
  }
}
