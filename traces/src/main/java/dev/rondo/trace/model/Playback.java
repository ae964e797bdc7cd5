package dev.rondo.trace.model;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceException;
import dev.rondo.trace.TraceHeader;
import dev.rondo.trace.TraceReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A trace that can be played forwards and backwards, and from any place: a model of the loops after
 * so many events of the file. The file is read as far as one looks; copies of the model are kept on
 * the way, so that to go back costs no more than to go on from the nearest. Memory is bounded by
 * what is live in the trace. For one thread.
 *
 * {@snippet :
 * try (Playback trace = Playback.open(name, plainFile)) {
 *   trace.seek(5000, _ -> true);
 *   trace.back();
 *   System.out.println(trace.event() + " led to " + trace.model().snapshot());
 * }
 * }
 */
public final class Playback implements AutoCloseable {

  /** So many of a loop's tasks that are done are remembered. */
  public static final int REMEMBERED = 200;

  /** So many events are read at once. */
  static final int SEGMENT = 1024;

  /** Within a segment, every so many events a copy of the model is kept, unless it is large. */
  private static final int FINE = 128;

  private static final int LARGE = 2_000;

  /** So many segments are kept once they are read. */
  private static final int LOADED = 4;

  /** How much all kept models may hold together. */
  private static final long BUDGET = 1_000_000;

  private record Place(long offset, long line) {}

  /**
   * Events that follow each other; the line before the first; models within; and, where the trace
   * is damaged after the last of them, what is the matter.
   */
  private record Segment(
      List<TraceEvent> events,
      long line,
      TreeMap<Long, TraceModel> models,
      @Nullable TraceException damage) {}

  private final String name;
  private final FileChannel file;
  private final byte[] headerLine;
  private final TraceHeader header;
  private final long budget;

  /** Where the segments begin, as far as that is known: by the number of events before. */
  private final Map<Long, Place> places = new LinkedHashMap<>();

  /** The model at the beginning of segments: of all, or of fewer where they are large. */
  private final TreeMap<Long, TraceModel> models = new TreeMap<>();

  private final LinkedHashMap<Long, Segment> loaded = new LinkedHashMap<>();
  private long weight;
  private TraceModel model = TraceModel.forgetting(REMEMBERED);
  private long position;
  private @Nullable TraceEvent event;
  private long size = -1;
  private TraceReader.@Nullable CutOff cutOff;

  private Playback(String name, FileChannel file, long budget) throws IOException {
    this.name = name;
    this.file = file;
    this.budget = budget;
    try (TraceReader start = TraceReader.open(name, from(0))) {
      header = start.header();
      headerLine = from(0).readNBytes((int) start.offset());
    }
    places.put(0L, new Place(headerLine.length, 1));
    model.under(header);
    models.put(0L, model.copy());
  }

  /**
   * Opens a trace at its beginning.
   *
   * @param name what messages call it
   * @param file its plain bytes, not packed
   * @throws IOException if it cannot be read
   * @throws TraceException if it is no trace
   */
  public static Playback open(String name, Path file) throws IOException {
    return open(name, file, BUDGET);
  }

  static Playback open(String name, Path file, long budget) throws IOException {
    FileChannel channel = FileChannel.open(file);
    try {
      return new Playback(name, channel, budget);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private InputStream from(long offset) throws IOException {
    file.position(offset);
    InputStream bytes = Channels.newInputStream(file);
    return new java.io.FilterInputStream(bytes) {
      @Override
      public void close() {} // the channel stays open
    };
  }

  /** The first line. */
  public TraceHeader header() {
    return header;
  }

  /** How many events were played: 0 at the beginning. */
  public long position() {
    return position;
  }

  /** The event that was played last; null at the beginning. */
  public @Nullable TraceEvent event() {
    return event;
  }

  /** The line of that event in the file, from 1; the header's at the beginning. */
  public long line() {
    Segment segment = position == 0 ? null : segment(begin(position));
    return segment == null ? 1 : segment.line + (position - 1) % SEGMENT + 1;
  }

  /** The state of the loops there. */
  public TraceModel model() {
    return model;
  }

  /** How many events the trace has; -1 as long as its end was not seen. */
  public long size() {
    return size;
  }

  /** Where the trace breaks off, once its end was seen; null where it does not. */
  public TraceReader.@Nullable CutOff cutOff() {
    return cutOff;
  }

  /**
   * The event at a position, from 1, without going there; null beyond the end, and far beyond what
   * was played.
   */
  public @Nullable TraceEvent eventAt(long position) {
    if (position < 1) {
      return null;
    }
    Segment segment = segment(begin(position));
    int index = (int) ((position - 1) % SEGMENT);
    return segment == null || index >= segment.events.size() ? null : segment.events.get(index);
  }

  /**
   * Goes one event further; false at the end.
   *
   * @throws TraceException if the trace is damaged there
   */
  public boolean forward() {
    TraceEvent next = eventAt(position + 1);
    if (next == null) {
      requireSound();
      return false;
    }
    model.apply(next);
    position++;
    event = next;
    keep();
    return true;
  }

  private void requireSound() {
    Segment segment = segment(begin(position + 1));
    if (segment != null && segment.damage != null) {
      throw segment.damage;
    }
  }

  /** Goes one event back; false at the beginning. */
  public boolean back() {
    return position > 0 && seek(position - 1, _ -> true);
  }

  /**
   * Goes to a position, or to the end where there are fewer events.
   *
   * @param goOn is asked now and then, with the position reached, whether to go on
   * @return false where it was not to go on: then this is where it was before
   */
  public boolean seek(long target, LongPredicate goOn) {
    long before = position;
    restore(target);
    while (position < target && forward()) {
      if (position % SEGMENT == 0 && !goOn.test(position)) {
        seek(before, _ -> true);
        return false;
      }
    }
    return true;
  }

  /**
   * The latest position of which the state is kept and has a property, which is lost once and for
   * all on the way; 0 where there is none.
   */
  public long latest(Predicate<TraceModel> property) {
    long latest = 0;
    for (Map.Entry<Long, TraceModel> kept : models.entrySet()) {
      if (!property.test(kept.getValue())) {
        break;
      }
      latest = kept.getKey();
    }
    return property.test(model) ? Math.max(latest, position) : latest;
  }

  /** Whether an event is looked for, right after it was played. */
  public interface Search {
    /**
     * Whether this is one.
     *
     * @param after the state after it
     */
    boolean found(TraceEvent event, TraceModel after);
  }

  /**
   * Goes to the next event that is looked for.
   *
   * @param search makes a search from the state where it begins
   * @param goOn is asked now and then whether to go on
   * @return false where there is none, or it was not to go on: then this is where it was before
   */
  public boolean next(Function<TraceModel, Search> search, LongPredicate goOn) {
    long before = position;
    Search looking = search.apply(model);
    while (forward()) {
      if (event != null && looking.found(event, model)) {
        return true;
      }
      if (position % SEGMENT == 0 && !goOn.test(position)) {
        break;
      }
    }
    seek(before, _ -> true);
    return false;
  }

  /**
   * Goes back to the last event before this one that is looked for.
   *
   * @param search makes a search from the state where it begins
   * @param goOn is asked now and then whether to go on
   * @return false where there is none, or it was not to go on: then this is where it was before
   */
  public boolean previous(Function<TraceModel, Search> search, LongPredicate goOn) {
    long before = position;
    long end = position - 1;
    while (end > 0 && goOn.test(end)) {
      long begin = begin(end);
      long found = last(begin, end, search);
      if (found > 0) {
        return seek(found, _ -> true);
      }
      end = begin;
    }
    seek(before, _ -> true);
    return false;
  }

  /** The last that is found from {@code begin} to {@code end}; 0 where there is none. */
  private long last(long begin, long end, Function<TraceModel, Search> search) {
    seek(begin, _ -> true);
    Search looking = search.apply(model);
    long found = 0;
    while (position < end && forward()) {
      if (event != null && looking.found(event, model)) {
        found = position;
      }
    }
    return found;
  }

  /** Goes to the latest known state that is not beyond {@code target}. */
  private void restore(long target) {
    Map.Entry<Long, TraceModel> nearest = models.floorEntry(Math.max(0, target));
    Segment segment = loaded.get(begin(target));
    Map.Entry<Long, TraceModel> fine = segment == null ? null : segment.models.floorEntry(target);
    Map.Entry<Long, TraceModel> from = fine != null ? fine : nearest;
    if (position > target || position < from.getKey()) {
      model = from.getValue().copy();
      position = from.getKey();
      event = eventAt(position);
    }
  }

  private void keep() {
    if (position % SEGMENT == 0) {
      if (!models.containsKey(position)) {
        models.put(position, model.copy());
        weight += model.weight() + 1;
        thin();
      }
    } else if (position % FINE == 0 && model.weight() < LARGE) {
      Segment segment = loaded.get(begin(position));
      if (segment != null) {
        segment.models.computeIfAbsent(position, _ -> model.copy());
      }
    }
  }

  /** Where all kept models are too much, every other one is given up. */
  private void thin() {
    if (weight <= budget) {
      return;
    }
    weight = 0;
    boolean odd = false;
    for (Iterator<Map.Entry<Long, TraceModel>> each = models.entrySet().iterator();
        each.hasNext(); ) {
      TraceModel kept = each.next().getValue();
      if (odd) {
        each.remove();
      } else {
        weight += kept.weight() + 1;
      }
      odd = !odd;
    }
  }

  /** The number of events before the segment that has the event at that position. */
  private static long begin(long position) {
    return position < 1 ? 0 : (position - 1) / SEGMENT * SEGMENT;
  }

  private @Nullable Segment segment(long begin) {
    Segment segment = loaded.remove(begin);
    if (segment == null) {
      Place place = places.get(begin);
      segment = place == null ? null : read(begin, place);
    }
    if (segment != null) {
      loaded.put(begin, segment);
      if (loaded.size() > LOADED) {
        loaded.pollFirstEntry();
      }
    }
    return segment;
  }

  private Segment read(long begin, Place place) {
    List<TraceEvent> events = new ArrayList<>();
    try (TraceReader reader = TraceReader.open(name, joined(place.offset))) {
      while (events.size() < SEGMENT) {
        TraceEvent next = reader.next();
        if (next == null) {
          size = begin + events.size();
          cutOff = cutOff(reader, place);
          break;
        }
        events.add(next);
      }
      if (events.size() == SEGMENT) {
        long offset = place.offset + reader.offset() - headerLine.length;
        places.putIfAbsent(begin + SEGMENT, new Place(offset, place.line + SEGMENT));
      }
      return new Segment(events, place.line, new TreeMap<>(), null);
    } catch (TraceException e) {
      return new Segment(events, place.line, new TreeMap<>(), e.shiftedBy(place.line - 1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The header, and the trace from there on. */
  private InputStream joined(long offset) throws IOException {
    return new SequenceInputStream(new ByteArrayInputStream(headerLine), from(offset));
  }

  private TraceReader.@Nullable CutOff cutOff(TraceReader reader, Place place) {
    TraceReader.CutOff cut = reader.cutOff();
    return cut == null
        ? null
        : new TraceReader.CutOff(
            cut.line() + place.line - 1,
            cut.offset() + place.offset - headerLine.length,
            cut.reason());
  }

  /** The models at the beginning of segments that are kept. */
  NavigableMap<Long, TraceModel> models() {
    return models;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
