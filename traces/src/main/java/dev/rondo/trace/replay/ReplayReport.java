package dev.rondo.trace.replay;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceHeader;
import dev.rondo.trace.TraceWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What is to be said of a run that was to do what its recording has.
 *
 * @param recording the recording
 * @param divergence where the run parted from it first; null where it did not
 * @param loops how many loops the run had
 * @param events how many events of the recording were met
 * @param notes in what the circumstances of the run were others than the recorded ones
 * @param broken why the recording could not be followed to the end of the run; null where it could
 */
public record ReplayReport(
    String recording,
    @Nullable Divergence divergence,
    int loops,
    long events,
    List<String> notes,
    @Nullable String broken) {

  private static final JsonFactory FACTORY = new JsonFactory();

  public ReplayReport {
    notes = List.copyOf(notes);
  }

  /** Of a run that is over. */
  public static ReplayReport of(
      Path recording,
      TraceHeader header,
      List<Follower> followers,
      List<String> notes,
      @Nullable Divergence parted) {
    Divergence first = parted;
    String broken = null;
    long events = 0;
    for (Follower follower : followers) {
      follower.over();
      first = first == null ? follower.divergence() : first;
      broken = broken == null ? follower.broken() : broken;
      events += follower.events();
    }
    if (first == null && broken == null) {
      first = leftLoop(recording, followers, header.clock().equals("virtual"));
    }
    return new ReplayReport(recording.toString(), first, followers.size(), events, notes, broken);
  }

  /** The first event of a loop that the recording has, and the run does not. */
  private static @Nullable Divergence leftLoop(
      Path recording, List<Follower> followers, boolean virtual) {
    int had = followers.size();
    if (had > 0 && followers.getFirst().loops() <= had) {
      return null;
    }
    try (Follower next = new Follower(recording, had + 1, virtual)) {
      next.over();
      return next.divergence();
    }
  }

  /** The outcome in one sentence. */
  public String sentence() {
    if (unknown()) {
      return recording + ": none of it could be followed: " + broken;
    }
    if (divergence == null) {
      String end = broken == null ? "" : ", up to where the recording ends: " + broken;
      return "%s: the run does the same, %d events%s".formatted(recording, events, end);
    }
    return "%s: the run parts from it at event %d of loop %d: %s"
        .formatted(recording, divergence.seq(), divergence.loop(), divergence.kind().sentence());
  }

  /** It as one line of JSON, as docs/replay.schema.json says. */
  public String json() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("trace", recording);
      json.writeStringProperty("verdict", unknown() ? "unknown" : same() ? "same" : "diverged");
      json.writeNumberProperty("loops", loops);
      json.writeNumberProperty("events", events);
      if (broken != null) {
        json.writeStringProperty("broken", broken);
      }
      if (!notes.isEmpty()) {
        json.writeName("notes");
        json.writeStartArray();
        notes.forEach(json::writeString);
        json.writeEndArray();
      }
      if (divergence != null) {
        json.writeName("divergence");
        write(divergence, json);
      }
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void write(Divergence d, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("kind", d.kind().text());
    json.writeStringProperty("text", d.kind().sentence());
    json.writeNumberProperty("loop", d.loop());
    json.writeNumberProperty("seq", d.seq());
    write("aspect", d.aspect(), json);
    side("expected", d.expected(), json);
    side("actual", d.actual(), json);
    write("hint", d.hint(), json);
    json.writeEndObject();
  }

  private static void write(String key, String text, JsonGenerator json) {
    if (!text.isEmpty()) {
      json.writeStringProperty(key, text);
    }
  }

  private static void side(String key, @Nullable TraceEvent event, JsonGenerator json) {
    if (event != null) {
      json.writeName(key);
      json.writeStartObject();
      json.writeNumberProperty("seq", event.seq());
      json.writeName("event");
      json.writeRawValue(TraceWriter.line(event).strip());
      json.writeEndObject();
    }
  }

  /** Whether the run did what the recording has, as far as that goes. */
  public boolean same() {
    return divergence == null;
  }

  /** Whether nothing of the recording could be followed, so that there is nothing to judge by. */
  public boolean unknown() {
    return divergence == null && broken != null && events == 0;
  }
}
