package dev.rondo.cli.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Understands what receivers answer, after the OTLP specification. */
final class Answers {
  private static final Set<Integer> HTTP_LATER = Set.of(429, 502, 503, 504);
  private static final Set<Integer> HTTP_CLOSED = Set.of(401, 403, 404, 405, 407, 415);

  /** cancelled, deadline exceeded, aborted, out of range, unavailable, data loss. */
  private static final Set<Integer> GRPC_LATER = Set.of(1, 4, 10, 11, 14, 15);

  /** permission denied, unimplemented, unauthenticated. */
  private static final Set<Integer> GRPC_CLOSED = Set.of(7, 12, 16);

  private static final int GRPC_EXHAUSTED = 8;
  private static final int GRPC_HEAD = 5;
  private static final int SHOWN = 200;

  private Answers() {}

  /** What an HTTP response means. */
  static Answer http(
      Protocol protocol, int status, @Nullable String retryAfter, byte[] body, Instant now) {
    if (status / 100 == 2) {
      return protocol == Protocol.JSON ? json(body) : partial(body);
    }
    String reason = "HTTP status " + status + said(text(protocol, body));
    if (HTTP_LATER.contains(status)) {
      return new Answer.Later(reason, after(retryAfter, now));
    }
    return HTTP_CLOSED.contains(status) ? new Answer.Closed(reason) : new Answer.Refused(reason);
  }

  /** What a gRPC response means, by its trailers and its one frame. */
  static Answer grpc(
      @Nullable String status, @Nullable String message, @Nullable String details, byte[] body) {
    int code = status != null && status.matches("[0-9]{1,3}") ? Integer.parseInt(status) : -1;
    if (code == 0) {
      return partial(unframed(body));
    }
    String reason = "gRPC status " + status + said(message == null ? "" : message);
    Duration after = pushedBack(details);
    if (GRPC_LATER.contains(code) || (code == GRPC_EXHAUSTED && after != null)) {
      return new Answer.Later(reason, after);
    }
    return GRPC_CLOSED.contains(code) || code < 0
        ? new Answer.Closed(code < 0 ? "no gRPC answer" : reason)
        : new Answer.Refused(reason);
  }

  /** A message as gRPC frames it. */
  static byte[] framed(byte[] message, boolean packed) {
    return ByteBuffer.allocate(GRPC_HEAD + message.length)
        .put((byte) (packed ? 1 : 0))
        .putInt(message.length)
        .put(message)
        .array();
  }

  private static byte[] unframed(byte[] body) {
    boolean plain = body.length >= GRPC_HEAD && body[0] == 0;
    return plain ? java.util.Arrays.copyOfRange(body, GRPC_HEAD, body.length) : new byte[0];
  }

  /** ExportTraceServiceResponse: partial_success = 1 { rejected_spans = 1, error_message = 2 }. */
  private static Answer partial(byte[] response) {
    Fields success = new Fields(new Fields(response).bytes(1));
    return new Answer.Taken(success.number(1), new String(success.bytes(2), UTF_8));
  }

  private static Answer json(byte[] response) {
    try {
      JsonNode success = JsonMapper.shared().readTree(response).path("partialSuccess");
      return new Answer.Taken(
          success.path("rejectedSpans").asLong(0), success.path("errorMessage").asString(""));
    } catch (JacksonException e) {
      return new Answer.Taken(0, "");
    }
  }

  /** A receiver's own words: google.rpc.Status { message = 2 }, or text. */
  private static String text(Protocol protocol, byte[] body) {
    String message =
        protocol == Protocol.PROTOBUF ? new String(new Fields(body).bytes(2), UTF_8) : "";
    return message.isEmpty() ? new String(body, UTF_8) : message;
  }

  private static String said(String text) {
    String line = text.replaceAll("\\p{Cntrl}|\\s+", " ").strip();
    return line.isEmpty() ? "" : ": " + (line.length() > SHOWN ? line.substring(0, SHOWN) : line);
  }

  /** Seconds, or a date. */
  private static @Nullable Duration after(@Nullable String header, Instant now) {
    if (header == null) {
      return null;
    }
    if (header.matches("[0-9]{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(header));
    }
    try {
      Instant then = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO;
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** google.rpc.Status { details = 3 Any { value = 2 RetryInfo { retry_delay = 1 } } }. */
  private static @Nullable Duration pushedBack(@Nullable String details) {
    if (details == null) {
      return null;
    }
    try {
      Fields any = new Fields(new Fields(Base64.getDecoder().decode(details)).bytes(3));
      if (!new String(any.bytes(1), UTF_8).endsWith("google.rpc.RetryInfo")) {
        return null;
      }
      Fields delay = new Fields(new Fields(any.bytes(2)).bytes(1));
      return Duration.ofSeconds(delay.number(1), delay.number(2));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
