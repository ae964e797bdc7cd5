import org.jspecify.annotations.NullMarked;

/** Turns the life of a loop into a trace. */
@NullMarked
module dev.rondo.recorder {
  requires static transitive org.jspecify;
  requires transitive dev.rondo.runtime;
  requires transitive dev.rondo.traces;
  requires static jdk.jfr; // where it is there

  exports dev.rondo.recorder;

  provides dev.rondo.observe.ObserverProvider with
      dev.rondo.recorder.RecordingService;
}
