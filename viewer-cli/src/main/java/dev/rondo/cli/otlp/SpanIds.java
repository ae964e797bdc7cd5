package dev.rondo.cli.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.api.trace.SpanId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Gives spans their ids: derived from the trace's id and from the path on which tasks created each
 * other, so that every export of a trace gives the same ones.
 */
final class SpanIds {
  private static final int LENGTH = 8;

  private final String traceId;
  private final MessageDigest sha256;

  SpanIds(String traceId) {
    this.traceId = traceId;
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The id of the n-th task that was created there: by a span, or by none on a loop. */
  String of(String creator, String coro, long n) {
    String path = String.join("/", traceId, creator, coro, Long.toString(n));
    String id = HexFormat.of().formatHex(sha256.digest(path.getBytes(UTF_8)), 0, LENGTH);
    return SpanId.isValid(id) ? id : of(creator, coro + "'", n);
  }
}
