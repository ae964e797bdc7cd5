import org.jspecify.annotations.NullMarked;

/** The {@code rondo} command. */
@NullMarked
module dev.rondo.cli {
  requires static transitive org.jspecify;
  requires dev.rondo.traces;
  requires dev.rondo.recorder;
  requires info.picocli;
  requires org.jline;
  requires io.opentelemetry.api;
  requires io.opentelemetry.sdk.trace;
  requires io.opentelemetry.sdk.common;
  requires io.opentelemetry.exporter.internal;
  requires io.opentelemetry.exporter.internal.otlp;
  requires okhttp3;
  requires okio;
  requires kotlin.stdlib;
  requires jdk.unsupported; // signals

  opens dev.rondo.cli to
      info.picocli;
}
