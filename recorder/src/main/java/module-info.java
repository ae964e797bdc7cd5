import org.jspecify.annotations.NullMarked;

/** Turns the life of a loop into a trace. */
@NullMarked
module dev.rondo.recorder {
  requires static transitive org.jspecify;
  requires transitive dev.rondo.runtime;
  requires transitive dev.rondo.traces;
  requires static jdk.jfr; // where it is there
  requires static transitive io.opentelemetry.api; // where the program has it
  requires static transitive io.opentelemetry.context;
  requires static org.junit.jupiter.api; // for the test kit alone

  exports dev.rondo.junit;
  exports dev.rondo.otel;
  exports dev.rondo.recorder;

  opens dev.rondo.junit to
      org.junit.platform.commons;

  provides dev.rondo.observe.ObserverProvider with
      dev.rondo.recorder.RecordingService;
  provides io.opentelemetry.context.ContextStorageProvider with
      dev.rondo.otel.TaskContextStorageProvider;
}
