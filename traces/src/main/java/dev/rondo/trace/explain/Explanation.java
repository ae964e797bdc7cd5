package dev.rondo.trace.explain;

import dev.rondo.trace.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why an event happened: what led to it, back to the root, in sentences.
 *
 * @param loop the loop that all of it belongs to
 * @param links the event, then what led to it, and so on
 * @param cut after how many links some were left out, or the number of links where none were
 * @param skipped how many were left out there
 * @param root what led to the last of the links
 */
public record Explanation(int loop, List<Link> links, int cut, long skipped, Root root) {

  public Explanation {
    links = List.copyOf(links);
  }

  /**
   * An event of the chain.
   *
   * @param event the event
   * @param sentence what happened, in a plain sentence without a full stop
   */
  public record Link(TraceEvent event, String sentence) {}

  /**
   * Explains an event of a trace that is in memory.
   *
   * @param events the trace's events, in the order of the file
   * @param loop the loop of the event
   * @param seq the event's number
   * @param limit how many links are given at most from each end of the chain, at least 1
   * @return null where there is no such event
   */
  public static @Nullable Explanation of(
      Iterable<? extends TraceEvent> events, int loop, long seq, int limit) {
    Causation causation = new Causation();
    for (TraceEvent event : events) {
      causation.apply(event);
      if (event.loop() == loop && event.seq() == seq) {
        Chain chain = causation.chain(loop, limit);
        return chain == null ? null : tell(events, chain);
      }
    }
    return null;
  }

  private static Explanation tell(Iterable<? extends TraceEvent> events, Chain chain) {
    Telling telling = new Telling(chain);
    for (TraceEvent event : events) {
      if (telling.complete()) {
        break;
      }
      telling.apply(event);
    }
    return telling.explanation();
  }

  /** The sentences alone, latest first. */
  public List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    links.forEach(link -> sentences.add(link.sentence));
    return sentences;
  }
}
