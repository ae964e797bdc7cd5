/**
 * The state of a loop at any point of its trace: tasks, slices, causes, ready queue, timers, turns.
 *
 * <p>Start reading at {@link dev.rondo.trace.model.TraceModel}: it takes the events of a trace one
 * by one and hands each to the {@link dev.rondo.trace.model.LoopModel} of its loop, a state machine
 * that can be asked at any point for an immutable {@link dev.rondo.trace.model.LoopSnapshot}. While
 * it goes, it gives out each {@link dev.rondo.trace.model.Slice} as it ends; {@link
 * dev.rondo.trace.model.Causes} keeps them and follows their {@link dev.rondo.trace.model.Cause}s
 * back to the root. {@link dev.rondo.trace.model.Playback} goes to any place of a trace, forwards
 * and backwards. {@link dev.rondo.trace.model.Narration} says an event in a plain sentence.
 *
 * <pre>
 *   TraceEvent ──► TraceModel ──► LoopModel (one per loop) ──► LoopSnapshot, TaskSnapshot …
 *                                     └── Slice, as it ends ──► Causes, exporters, timelines
 * </pre>
 *
 * <p>Nothing here throws on a trace that breaks the rules of the format: what does not fit is
 * counted in {@link dev.rondo.trace.model.LoopModel#oddities()} and otherwise ignored; {@code
 * dev.rondo.trace.verify} says what is wrong with it.
 */
@NullMarked
package dev.rondo.trace.model;

import org.jspecify.annotations.NullMarked;
