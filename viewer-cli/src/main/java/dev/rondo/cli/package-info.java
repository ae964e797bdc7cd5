/**
 * The {@code rondo} command.
 *
 * <p>Start reading at {@link dev.rondo.cli.Cli}, which knows every command; then {@code
 * EventsCommand}, the pattern of one: read the arguments, ask {@code dev.rondo.trace}, print.
 *
 * <ul>
 *   <li>{@code Console}: where a command prints, and whether in colour;
 *   <li>{@code TraceArgument}, {@code TracesArgument}, {@code Reading}: the TRACE that nearly every
 *       command takes, and how it is read to its end;
 *   <li>{@code AtOption}, {@code LoopOption}, {@code TaskOption}, {@code Window}, {@code
 *       RulesOption}, {@code SelectionOptions}: options that several commands share; {@code
 *       TaskNames}: which tasks a name means;
 *   <li>{@code …View}, {@code …Line}, {@code …Json}: how what the library found looks; {@code
 *       Table}, {@code Paragraphs}, {@code Bar}, {@code Colour}, {@code Plain}, {@code Naming} and
 *       {@code Json} are what they are made of;
 *   <li>{@code TimelineView}: draws {@code Lanes} by a {@code StepChart} or a {@code TimeChart} on
 *       a {@code Canvas};
 *   <li>{@code Stepper}: steps through a trace on a terminal by {@code StepKey}s; {@code
 *       StepperView} and {@code StatePanels} are its screen, {@code StepSearch} and {@code Flaws}
 *       what it goes to;
 *   <li>{@code Failures}: the one place where an exception becomes a message and an exit code;
 *   <li>{@code ExitCode}: what the codes mean.
 * </ul>
 */
@NullMarked
package dev.rondo.cli;

import org.jspecify.annotations.NullMarked;
