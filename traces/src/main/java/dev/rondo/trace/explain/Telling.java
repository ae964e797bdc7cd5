package dev.rondo.trace.explain;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.explain.Explanation.Link;
import dev.rondo.trace.model.LoopModel;
import dev.rondo.trace.model.Narration;
import dev.rondo.trace.model.TraceModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Says a chain in sentences: takes the trace from its beginning again, up to the event that the
 * chain explains. For one thread.
 */
public final class Telling {

  /** So many tasks that are done the model keeps, for sentences to name them. */
  private static final int REMEMBERED = 1000;

  private final Chain chain;
  private final TraceModel model = TraceModel.forgetting(REMEMBERED);
  private final Map<Long, Link> told = new HashMap<>();
  private boolean complete;

  /** At the beginning of the trace that the chain is of. */
  public Telling(Chain chain) {
    this.chain = chain;
    seqs().forEach(seq -> told.put(seq, MISSING));
  }

  /** Stands for an event that was not met: of a trace that changed between the two passes. */
  private static final Link MISSING =
      new Link(new TraceEvent.Malformed(0, 0, 0, "", "not there any more", ""), "?");

  private Stream<Long> seqs() {
    return Stream.concat(chain.latest().stream(), chain.first().stream());
  }

  /** Goes one event further. */
  public void apply(TraceEvent event) {
    LoopModel loop = model.apply(event);
    if (loop != null && event.loop() == chain.loop() && told.get(event.seq()) == MISSING) {
      told.put(event.seq(), new Link(event, Narration.of(event, loop)));
      complete |= event.seq() == chain.seq();
    }
  }

  /** Whether the event that the chain explains was met, so that no more events are needed. */
  public boolean complete() {
    return complete;
  }

  /**
   * The state of the trace, after the last event that was applied; of the tasks that are done only
   * the latest.
   */
  public TraceModel model() {
    return model;
  }

  /** The chain in sentences, so far as it was met. */
  public Explanation explanation() {
    List<Link> links =
        seqs().map(told::get).filter(Objects::nonNull).filter(link -> link != MISSING).toList();
    Root root = links.isEmpty() ? Root.UNTOLD : Root.of(links.getLast().event());
    int cut = Math.min(links.size(), chain.latest().size());
    return new Explanation(chain.loop(), links, cut, chain.skipped(), root);
  }
}
