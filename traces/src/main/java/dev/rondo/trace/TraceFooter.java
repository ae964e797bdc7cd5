package dev.rondo.trace;

/** The last line of a complete trace: how many events were written, and how many lost. */
public record TraceFooter(long events, long lost) {}
