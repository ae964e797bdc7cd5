package dev.rondo.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceFooter;
import dev.rondo.trace.TraceHeader;
import dev.rondo.trace.TraceReader;
import dev.rondo.trace.verify.Verification;
import dev.rondo.trace.verify.Verifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A trace file read back whole, which {@code verify} finds nothing in. */
record RecordedTrace(TraceHeader header, List<TraceEvent> events, TraceFooter footer) {

  /** Reads a trace that must be correct; the footer is null if it was cut off. */
  static RecordedTrace read(Path file) {
    try (TraceReader reader = TraceReader.open(file)) {
      Verification verification = Verifier.verify(reader);
      assertThat(verification.findings()).isEmpty();
    }
    try (TraceReader reader = TraceReader.open(file)) {
      List<TraceEvent> events = new ArrayList<>();
      for (TraceEvent e = reader.next(); e != null; e = reader.next()) {
        events.add(e);
      }
      return new RecordedTrace(reader.header(), events, reader.footer());
    }
  }

  /** The traces in a folder, by name. */
  static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
    }
  }

  /** A complete one. */
  static RecordedTrace readWhole(Path file) {
    RecordedTrace trace = read(file);
    assertThat(trace.footer()).isEqualTo(new TraceFooter(trace.events().size(), 0));
    return trace;
  }

  <E extends TraceEvent> Stream<E> of(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast);
  }

  List<String> kinds() {
    return events.stream().map(TraceEvent::ev).distinct().toList();
  }
}
