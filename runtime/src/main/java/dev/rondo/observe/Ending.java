package dev.rondo.observe;

/** How a task or future ended. */
public enum Ending {
  RETURNED,
  RAISED,
  CANCELLED
}
