package dev.rondo.trace;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import tools.jackson.core.exc.StreamConstraintsException;

/**
 * Writes a trace: {@link TraceReader}'s inverse. Closed without {@link #finish}, it leaves a trace
 * that is cut off, and valid. Every line is written whole or not at all, as long as the stream
 * underneath works.
 *
 * <p>For one thread at a time.
 */
public final class TraceWriter implements AutoCloseable {

  private static final int BUFFER = 1 << 16;

  /** Counts what passes. */
  private static final class Counted extends FilterOutputStream {
    private long count;

    Counted(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      count += length;
    }
  }

  private final OutputStream out;
  private final Counted counted;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
  private long events;
  private boolean finished;

  private TraceWriter(OutputStream out, Counted counted, TraceHeader header) throws IOException {
    this.out = new BufferedOutputStream(out, BUFFER);
    this.counted = counted;
    write(encoder -> encoder.header(header));
  }

  /**
   * Makes the file, or empties the one that is there, and writes the header. It is packed if its
   * name ends in {@code .gz} or {@code .zst}.
   */
  public static TraceWriter open(Path file, TraceHeader header) throws IOException {
    Counted raw = new Counted(Files.newOutputStream(file));
    try {
      Compression compression = Compression.ofName(file.toString());
      return new TraceWriter(compression.pack(raw), raw, header);
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  /** Writes to a stream, as it is; {@link #close} closes the stream. */
  public static TraceWriter open(OutputStream out, TraceHeader header) throws IOException {
    Counted raw = new Counted(out);
    return new TraceWriter(raw, raw, header);
  }

  /**
   * Writes one event; one of kind {@code Unknown} or {@code Malformed} as it was read.
   *
   * @throws IllegalArgumentException if no reader could take its line: it is longer than {@link
   *     TraceReader#LINE_LIMIT}, or its {@code attrs} are nested too deeply (or in a circle);
   *     nothing is written then
   */
  public void write(TraceEvent event) throws IOException {
    switch (event) {
      case TraceEvent.Unknown e -> writeRaw(e.raw());
      case TraceEvent.Malformed e -> writeRaw(e.raw());
      default -> write(encoder -> encoder.event(event));
    }
    events++;
  }

  /**
   * Writes lines that are events in the canonical form already, each with its newline.
   *
   * @param bytes what begins with them
   * @param length how many bytes they take
   * @param count how many they are
   */
  public void writeLines(byte[] bytes, int length, int count) throws IOException {
    requireUnfinished();
    out.write(bytes, 0, length);
    events += count;
  }

  /** How many events were written. */
  public long events() {
    return events;
  }

  /** How many bytes the file or stream was given, packed; what is not flushed may be missing. */
  public long bytes() {
    return counted.count;
  }

  /** The line that an event is written as, without its newline. */
  public static String line(TraceEvent event) {
    return switch (event) {
      case TraceEvent.Unknown e -> e.raw();
      case TraceEvent.Malformed e -> e.raw();
      default -> {
        var bytes = new ByteArrayOutputStream(128);
        try (var encoder = new Encoder(bytes)) {
          encoder.event(event);
        }
        yield bytes.toString(StandardCharsets.UTF_8);
      }
    };
  }

  /** Hands all that was written to the file, where a reader can see it. */
  public void flush() throws IOException {
    out.flush();
  }

  /**
   * Writes the footer, and flushes: the trace is complete. Only {@link #close} may follow.
   *
   * @param lost how many events were dropped
   */
  public void finish(long lost) throws IOException {
    write(encoder -> encoder.footer(new TraceFooter(events, lost)));
    finished = true;
    flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private void writeRaw(String raw) throws IOException {
    if (raw.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("more than one line: " + Quoted.text(raw));
    }
    line.reset();
    line.writeBytes(raw.getBytes(StandardCharsets.UTF_8));
    writeLine();
  }

  private void write(Consumer<Encoder> object) throws IOException {
    line.reset();
    try (var encoder = new Encoder(line)) {
      object.accept(encoder);
    } catch (StreamConstraintsException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
    writeLine();
  }

  private void requireUnfinished() {
    if (finished) {
      throw new IllegalStateException("the trace is finished");
    }
  }

  private void writeLine() throws IOException {
    requireUnfinished();
    if (line.size() > TraceReader.LINE_LIMIT) {
      throw new IllegalArgumentException(
          "a line of " + line.size() + " bytes, expected at most " + TraceReader.LINE_LIMIT);
    }
    line.write('\n');
    line.writeTo(out);
  }
}
