package dev.rondo.observe;

/** The state of a loop. */
public enum LoopPhase {
  RUNNING,
  STOPPED,
  CLOSED
}
