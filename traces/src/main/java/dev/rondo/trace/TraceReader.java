package dev.rondo.trace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads a trace, plain or packed with gzip or zstd, event by event, in constant memory.
 *
 * <p>What is no trace at all, or damaged in the middle, is a {@link TraceException}. A line that is
 * a JSON object but not a well-formed event is a {@link TraceEvent.Malformed}, a kind that is not
 * known a {@link TraceEvent.Unknown}. A last line that is not complete is no error: all before it
 * is used, and {@link #cutOff} tells where it stands.
 *
 * <p>For one thread at a time.
 */
public final class TraceReader implements AutoCloseable {

  /** The longest line that is read, in bytes. */
  public static final int LINE_LIMIT = Lines.LIMIT;

  /**
   * Where a trace without a footer ends.
   *
   * @param line the number of the first line that is not there, or not complete
   * @param offset where that line begins, in bytes from 0 in the unpacked trace
   * @param reason what stands there
   */
  public record CutOff(long line, long offset, String reason) {}

  private final String name;
  private final InputStream source;
  private final Lines lines;
  private final TraceHeader header;
  private @Nullable TraceFooter footer;
  private @Nullable CutOff cutOff;
  private long line = 1;

  private TraceReader(String name, InputStream source) {
    this.name = name;
    this.source = source;
    try {
      this.lines = new Lines(Compression.unpack(source));
    } catch (IOException e) {
      throw unreadable(name, e);
    }
    this.header = readHeader();
  }

  /**
   * Opens a trace file and reads its header.
   *
   * @throws TraceException if the file cannot be read, or is not a trace of this version
   */
  public static TraceReader open(Path file) {
    String name = file.toString();
    if (Files.isDirectory(file)) {
      throw new TraceException(name, 0, "is a folder, expected a trace file", null);
    }
    try {
      return open(name, Files.newInputStream(file));
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /**
   * Reads a trace from a stream, which {@link #close} closes.
   *
   * @param name what messages call the trace
   * @throws TraceException if the stream cannot be read, or is not a trace of this version
   */
  public static TraceReader open(String name, InputStream in) {
    try {
      return new TraceReader(name, in);
    } catch (RuntimeException e) {
      try (in) {
        throw e;
      } catch (IOException closing) {
        e.addSuppressed(closing);
        throw e;
      }
    }
  }

  /** The trace's name, as messages show it. */
  public String name() {
    return name;
  }

  public TraceHeader header() {
    return header;
  }

  /** The line, from 1, of the event that {@link #next} returned last. */
  public long line() {
    return line;
  }

  /** The footer, once {@link #next} has returned null; null before, and if the trace has none. */
  public @Nullable TraceFooter footer() {
    return footer;
  }

  /**
   * Where the trace breaks off, once {@link #next} has returned null; null before, and if it is
   * complete.
   */
  public @Nullable CutOff cutOff() {
    return cutOff;
  }

  /**
   * The next event, or null at the end.
   *
   * @throws TraceException if the trace is damaged here
   */
  public @Nullable TraceEvent next() {
    if (footer != null || cutOff != null) {
      return null;
    }
    try {
      return read();
    } catch (Lines.LineTooLong e) {
      throw failure(
          "found a line of more than " + LINE_LIMIT + " bytes, expected a shorter one", e);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  @Override
  public void close() {
    try {
      source.close();
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private @Nullable TraceEvent read() throws IOException {
    if (!lines.advance()) {
      return cutOff(lines.number() + 1, "the footer is missing");
    }
    if (!lines.terminated()) {
      return cutOff(lines.number(), "the line has no end");
    }
    try {
      return event(JsonLine.parse(lines.buffer, lines.start, lines.end));
    } catch (JsonLine.NoObject e) {
      if (lines.last()) {
        return cutOff(lines.number(), "the line is not complete");
      }
      throw failure(found() + ", expected a JSON object" + e.why(), null);
    }
  }

  private @Nullable TraceEvent event(JsonLine json) throws IOException {
    line = lines.number();
    try {
      return switch (json.textOrEmpty("ev")) {
        case "trace" -> throw failure("found a second header, expected one trace a file", null);
        case "end" -> end(json);
        default -> {
          TraceEvent event = Decoder.event(json);
          yield event != null ? event : Decoder.unknown(json, text());
        }
      };
    } catch (JsonLine.Flaw e) {
      return Decoder.malformed(json, e.problem(), text());
    }
  }

  private @Nullable TraceEvent end(JsonLine json) throws JsonLine.Flaw, IOException {
    TraceFooter end = Decoder.footer(json);
    if (lines.advance()) {
      throw failure(found() + " after the footer, expected nothing", null);
    }
    footer = end;
    return null;
  }

  private @Nullable TraceEvent cutOff(long at, String reason) {
    cutOff = new CutOff(at, lines.offset(), reason);
    return null;
  }

  private TraceHeader readHeader() {
    try {
      if (!lines.advance()) {
        throw new TraceException(
            name, 0, "is empty, expected a trace, which begins with a header", null);
      }
      return Decoder.header(JsonLine.parse(lines.buffer, lines.start, lines.end));
    } catch (Lines.LineTooLong | JsonLine.NoObject e) {
      throw failure(found() + ", expected a trace, which begins with a header", null);
    } catch (JsonLine.Flaw e) {
      throw failure(e.problem(), null);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private String text() {
    int end =
        lines.end > lines.start && lines.buffer[lines.end - 1] == '\r' ? lines.end - 1 : lines.end;
    return new String(lines.buffer, lines.start, end - lines.start, StandardCharsets.UTF_8);
  }

  private String found() {
    return "found " + Quoted.text(new String(lines.copy(100), StandardCharsets.UTF_8));
  }

  private TraceException failure(String problem, @Nullable Throwable cause) {
    return new TraceException(name, lines.number(), problem, cause);
  }

  private static TraceException unreadable(String name, IOException e) {
    String why =
        switch (e) {
          case NoSuchFileException _ -> "no such file";
          case AccessDeniedException _ -> "permission denied";
          default -> "cannot be read: " + Quoted.oneLine("" + e.getMessage());
        };
    return new TraceException(name, 0, why, e);
  }
}
