package dev.rondo.trace;

import java.io.EOFException;
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

  /** The longest line that is read, in bytes without its newline: 16 MiB. */
  public static final int LINE_LIMIT = Lines.LIMIT;

  /**
   * Where a trace without a footer breaks off.
   *
   * @param line the number, from 1, of the first line that is not there or not complete
   * @param offset where that line begins, in bytes from 0, in the unpacked trace
   * @param reason what is the matter with that line, in words
   */
  public record CutOff(long line, long offset, String reason) {}

  private final String name;
  private final InputStream bytes;
  private final Lines lines;
  private final QuickDecoder quick = new QuickDecoder();
  private final TraceHeader header;
  private @Nullable TraceFooter footer;
  private @Nullable CutOff cutOff;
  private long line;

  private TraceReader(String name, InputStream bytes) {
    this.name = name;
    this.bytes = bytes;
    this.lines = new Lines(bytes);
    try {
      this.header = readHeader();
    } catch (IOException e) {
      throw unreadable(e);
    }
    this.line = lines.number();
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
      throw new TraceException(name, 0, why(e), e);
    }
  }

  /**
   * Reads the header of the trace that the stream gives. The stream is closed with the reader, or
   * at once if it is no trace.
   *
   * @param name what messages call the trace
   * @throws TraceException if the stream cannot be read, or is not a trace of this version
   */
  public static TraceReader open(String name, InputStream in) {
    InputStream opened = in;
    try {
      opened = Compression.unpack(in);
      return new TraceReader(name, opened);
    } catch (IOException e) {
      throw closing(opened, new TraceException(name, 0, why(e), e));
    } catch (TraceException e) {
      throw closing(opened, e);
    }
  }

  private static TraceException closing(InputStream in, TraceException failure) {
    try {
      in.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  /** The trace's name, as messages show it. */
  public String name() {
    return name;
  }

  /** The first line. */
  public TraceHeader header() {
    return header;
  }

  /** The line, from 1, of the event that {@link #next} returned last; before that, the header's. */
  public long line() {
    return line;
  }

  /**
   * Where the line after the event that {@link #next} returned last begins, in bytes from 0 of the
   * unpacked trace; before that, where the first event does.
   */
  public long offset() {
    return lines.nextOffset();
  }

  /** The footer, once {@link #next} has returned null; null before, and if the trace has none. */
  public @Nullable TraceFooter footer() {
    return footer;
  }

  /**
   * Where the trace breaks off, once {@link #next} has returned null; null before, and if the trace
   * is complete.
   */
  public @Nullable CutOff cutOff() {
    return cutOff;
  }

  /**
   * The next event, or null at the end, and from then on.
   *
   * @throws TraceException if the trace is damaged here
   */
  public @Nullable TraceEvent next() {
    if (footer != null || cutOff != null) {
      return null;
    }
    try {
      TraceEvent event = read();
      line = event == null ? line : lines.number();
      return event;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public void close() {
    try {
      bytes.close();
    } catch (IOException e) {
      throw new TraceException(name, 0, why(e), e);
    }
  }

  /** What the reader keeps of the trace, in bytes. */
  int bufferSize() {
    return lines.buffer().length;
  }

  private TraceHeader readHeader() throws IOException {
    if (!lines.advance()) {
      throw new TraceException(name, 0, "is empty, expected a trace", null);
    }
    try {
      JsonLine keys = parse();
      if (!lines.terminated()) {
        throw failure("is cut off in its header, expected a newline");
      }
      return Frame.header(keys);
    } catch (JsonLine.Flaw e) {
      throw failure(e.problem());
    } catch (JsonValues.NoObject e) {
      throw failure("is no trace: " + found() + ", expected a header, {\"ev\":\"trace\",…}");
    }
  }

  private @Nullable TraceEvent read() throws IOException {
    if (!lines.advance()) {
      return cutOff(lines.number() + 1, "the footer is missing");
    }
    if (!lines.terminated()) {
      return cutOff(lines.number(), "the line has no end");
    }
    TraceEvent usual = quick.event(lines);
    return usual != null ? usual : unusual();
  }

  /** Anything but a usual event. */
  private @Nullable TraceEvent unusual() throws IOException {
    try {
      return event(parse());
    } catch (JsonValues.NoObject e) {
      if (lines.last()) {
        return cutOff(lines.number(), "the line is not complete");
      }
      throw failure(found() + ", expected a JSON object" + e.detail());
    }
  }

  private JsonLine parse() throws JsonValues.NoObject {
    return JsonValues.parse(lines.buffer(), lines.start(), lines.end());
  }

  private @Nullable TraceEvent event(JsonLine keys) throws IOException {
    return switch (keys.textOrEmpty("ev")) {
      case "trace" -> throw failure("found a second header, expected one trace in a file");
      case "end" -> end(keys);
      default -> Decoder.event(keys, this::raw);
    };
  }

  private @Nullable TraceEvent end(JsonLine keys) throws IOException {
    TraceFooter end;
    try {
      end = Frame.footer(keys);
    } catch (JsonLine.Flaw e) {
      return Decoder.malformed(keys, e, raw());
    }
    if (lines.advance()) {
      throw failure(found() + " after the footer, expected nothing");
    }
    footer = end;
    return null;
  }

  private @Nullable TraceEvent cutOff(long at, String reason) {
    cutOff = new CutOff(at, lines.offset(), reason);
    return null;
  }

  /** The current line as it was read. */
  private String raw() {
    int length = lines.end() - lines.start();
    return new String(lines.buffer(), lines.start(), length, StandardCharsets.UTF_8);
  }

  /** The beginning of the current line. */
  private String found() {
    int length = Math.min(lines.end() - lines.start(), 4 * Quoted.LIMIT);
    String text = new String(lines.buffer(), lines.start(), length, StandardCharsets.UTF_8);
    return "found " + Quoted.text(text);
  }

  private TraceException failure(String problem) {
    return new TraceException(name, lines.number(), problem, null);
  }

  /** The line after the current one cannot be had. */
  private TraceException unreadable(IOException e) {
    return new TraceException(name, lines.number() + 1, why(e), e);
  }

  private static String why(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "no such file, expected a trace";
      case AccessDeniedException _ -> "permission denied, expected a trace that can be read";
      case EOFException _ -> "is cut off in its first bytes, expected a trace";
      case Lines.TooLong _ ->
          "found a line of more than " + LINE_LIMIT + " bytes, expected a shorter one";
      default -> "cannot be read: " + Quoted.oneLine("" + e.getMessage());
    };
  }
}
