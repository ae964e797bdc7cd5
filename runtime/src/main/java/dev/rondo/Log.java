package dev.rondo;

/** Where the runtime says what nobody asked for. Apart, since a logger costs 15 ms to make. */
final class Log {
  static final System.Logger RONDO = System.getLogger("dev.rondo");

  private Log() {}
}
