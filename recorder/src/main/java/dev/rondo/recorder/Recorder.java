package dev.rondo.recorder;

/** Records loops to a trace file. */
public final class Recorder {
  private Recorder() {}
}
