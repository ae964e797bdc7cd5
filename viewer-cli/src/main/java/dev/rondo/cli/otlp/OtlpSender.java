package dev.rondo.cli.otlp;

import io.opentelemetry.exporter.internal.otlp.traces.TraceRequestMarshaler;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Sends spans to an endpoint, in slices, one after the other. A slice that may be taken later is
 * sent again; once one could not be delivered at all, no more are tried. What became of all is
 * counted. For one thread.
 */
public final class OtlpSender implements AutoCloseable {

  /** Waits. */
  public interface Waiting {
    /** Returns after that time. */
    void pass(Duration time);
  }

  /** Hears how many spans have been dealt with so far. */
  public interface Progress {
    /** So many were sent, refused or left. */
    void at(long spans);
  }

  /**
   * What became of the spans. They were taken, or refused by the receiver, or not delivered.
   *
   * @param reason the first reason why some were not taken; empty if all were
   */
  public record Result(long taken, long refused, long undelivered, String reason) {
    /** Whether every span was taken. */
    public boolean complete() {
      return refused == 0 && undelivered == 0;
    }

    /** How many spans there were. */
    public long spans() {
      return taken + refused + undelivered;
    }
  }

  private static final int SPANS_A_SLICE = 512;
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private final Endpoint endpoint;
  private final Wire wire;
  private final Waiting waiting;
  private final Progress progress;
  private final RandomGenerator jitter = RandomGenerator.getDefault();
  private final List<SpanData> slice = new ArrayList<>(SPANS_A_SLICE);
  private long taken;
  private long refused;
  private long undelivered;
  private String reason = "";
  private boolean closed;

  /**
   * A sender to that endpoint; nothing is connected yet.
   *
   * @throws IOException if a certificate or key cannot be read
   */
  public OtlpSender(Endpoint endpoint, Waiting waiting, Progress progress) throws IOException {
    this.endpoint = endpoint;
    this.waiting = waiting;
    this.progress = progress;
    wire = new Wire(endpoint);
  }

  /** Takes one span. */
  public void add(SpanData span) {
    if (closed) {
      undelivered++;
      return;
    }
    slice.add(span);
    if (slice.size() == SPANS_A_SLICE) {
      send();
    }
  }

  /** Sends what is left, and tells what became of all. */
  public Result end() {
    if (!slice.isEmpty()) {
      send();
    }
    return new Result(taken, refused, undelivered, reason);
  }

  private void send() {
    count(deliver(message()));
    slice.clear();
    progress.at(taken + refused + undelivered);
  }

  private byte[] message() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TraceRequestMarshaler marshaler = TraceRequestMarshaler.create(slice);
    try {
      if (endpoint.protocol() == Protocol.JSON) {
        marshaler.writeJsonTo(bytes);
      } else {
        marshaler.writeBinaryTo(bytes);
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Answer deliver(byte[] message) {
    Duration wait = FIRST_WAIT;
    Answer answer = wire.send(message);
    for (int i = 0; i < endpoint.retries() && answer instanceof Answer.Later later; i++) {
      Duration after =
          later.after() == null
              ? wait.multipliedBy(jitter.nextInt(80, 121)).dividedBy(100)
              : later.after();
      waiting.pass(shorter(after, LONGEST_WAIT));
      wait = shorter(wait.multipliedBy(2), LONGEST_WAIT);
      answer = wire.send(message);
    }
    return answer;
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private void count(Answer answer) {
    int size = slice.size();
    switch (answer) {
      case Answer.Taken(long rejected, String message) -> {
        long out = Math.clamp(rejected, 0, size);
        refused += out;
        taken += size - out;
        if (out > 0) {
          because(message.isEmpty() ? "the receiver gave no reason" : message);
        }
      }
      case Answer.Refused(String why) -> {
        refused += size;
        because(why);
      }
      case Answer.Later(String why, _) -> giveUp(why);
      case Answer.Closed(String why) -> giveUp(why);
    }
  }

  private void giveUp(String why) {
    undelivered += slice.size();
    closed = true;
    because(why);
  }

  private void because(String why) {
    reason = reason.isEmpty() ? why : reason;
  }

  @Override
  public void close() {
    wire.close();
  }
}
