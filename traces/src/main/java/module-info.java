import org.jspecify.annotations.NullMarked;

/** What a trace is: its events and format, and everything that can be said about one. */
@NullMarked
@SuppressWarnings("module") // the recorder is compiled later
module dev.rondo.traces {
  requires static transitive org.jspecify;
  requires transitive tools.jackson.databind;
  requires com.github.luben.zstd_jni;
  requires HdrHistogram;
  requires tools.jackson.dataformat.yaml;

  exports dev.rondo.trace;
  exports dev.rondo.trace.diff;
  exports dev.rondo.trace.explain;
  exports dev.rondo.trace.golden;
  exports dev.rondo.trace.ids to
      dev.rondo.recorder;
  exports dev.rondo.trace.lint;
  exports dev.rondo.trace.model;
  exports dev.rondo.trace.replay;
  exports dev.rondo.trace.rules;
  exports dev.rondo.trace.spans;
  exports dev.rondo.trace.stats;
  exports dev.rondo.trace.verify;
}
