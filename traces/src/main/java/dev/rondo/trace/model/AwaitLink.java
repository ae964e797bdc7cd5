package dev.rondo.trace.model;

/**
 * One link of an await chain.
 *
 * @param id the future awaited; a task's id where {@code what} says so
 * @param what what it stands for, as the {@code pause} says: {@code task NAME}, {@code sleep} …
 * @param task whether it is a task of this trace
 */
public record AwaitLink(long id, String what, boolean task) {}
