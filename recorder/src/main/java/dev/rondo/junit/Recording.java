package dev.rondo.junit;

import dev.rondo.recorder.MemoryRecorder;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceReader;
import dev.rondo.trace.model.LoopModel;
import dev.rondo.trace.model.Narration;
import dev.rondo.trace.model.TraceModel;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * What a recorded test has done so far. A test, or what runs before and after it, has it as a
 * parameter. Each question reads the trace anew: any thread may ask, while loops run, too.
 */
public final class Recording {
  private final MemoryRecorder recorder;

  Recording(MemoryRecorder recorder) {
    this.recorder = recorder;
  }

  /** All that happened, of each loop in order; one loop after the other. */
  public List<TraceEvent> events() {
    List<TraceEvent> events = new ArrayList<>();
    each((event, _) -> events.add(event));
    return events;
  }

  /** The same as sentences: {@code a timer for callback wake is set, due in 3 s} … */
  public List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    each((event, loop) -> sentences.add(Narration.of(event, loop)));
    return sentences;
  }

  /** The names of the tasks in the order in which they had control, each time anew. */
  public List<String> order() {
    List<String> order = new ArrayList<>();
    each((event, loop) -> {
      if (event instanceof TraceEvent.Resume resume) {
        order.add(String.valueOf(loop.taskName(resume.task())));
      }
    });
    return order;
  }

  private void each(BiConsumer<TraceEvent, LoopModel> to) {
    if (recorder.isEmpty()) {
      return;
    }
    TraceModel model = new TraceModel();
    byte[] trace = recorder.trace();
    try (TraceReader reader = TraceReader.open("the test", new ByteArrayInputStream(trace))) {
      for (TraceEvent event = reader.next(); event != null; event = reader.next()) {
        LoopModel loop = model.apply(event);
        if (loop != null) {
          to.accept(event, loop);
        }
      }
    }
  }
}
