/**
 * The {@code rondo} command.
 *
 * <p>Start reading at {@link dev.rondo.cli.Cli}, which knows every command; then {@code
 * EventsCommand}, the pattern of one: read the arguments, ask {@code dev.rondo.trace}, print.
 *
 * <ul>
 *   <li>{@code Console}: where a command prints, and whether in colour;
 *   <li>{@code TraceArgument}: the TRACE that nearly every command takes;
 *   <li>{@code Failures}: the one place where an exception becomes a message and an exit code;
 *   <li>{@code ExitCode}: what the codes mean.
 * </ul>
 */
@NullMarked
package dev.rondo.cli;

import org.jspecify.annotations.NullMarked;
