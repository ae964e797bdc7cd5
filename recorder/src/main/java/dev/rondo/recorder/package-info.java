/**
 * Turns the life of loops into a trace file.
 *
 * <p>The way of an event, from left to right:
 *
 * <pre>
 *   loop's thread                              writer thread
 *   LoopRecorder ──► Ledger ──row──► Chunk ──► Tail ──► RowWriter ──► TraceWriter ──► file
 *   (hooks, times)   (one a loop)      ▲       (one a   (LineEncoder; for what is rare,
 *                                      │       loop)    Rows: row to event)
 *                                    Depot: lends chunks and takes full ones; Scribe is that of a file
 * </pre>
 *
 * <p>The chunks of a loop are a chain: each leads to the next, and a {@code Tail} reads any chain.
 * So a depot that keeps chunks in memory rather than write them needs no more than this.
 *
 * <p>Each event passes the {@link dev.rondo.recorder.Filter} before it is written, on the writer's
 * thread. {@link dev.rondo.recorder.Recorder} is the door for programs; {@link
 * dev.rondo.recorder.RecordingService} records every loop of a process that was started with {@code
 * -Drondo.record=FILE} or {@code RONDO_RECORD=FILE}.
 *
 * <p>{@link dev.rondo.recorder.FlightRecorder} writes nothing until it is asked: its depot is
 * {@code Ring}, which keeps the latest chunks of all loops, and as {@code Facts} what still matters
 * of the others; {@code Flight} makes a trace of both, {@code FlightLoop} looks for reasons to.
 *
 * <p>{@code JfrObserver} stands between a loop and its recorder where a JFR recording wants the
 * same events, which {@code JfrEvents} declares; {@code Jfr} decides.
 *
 * <p>{@link dev.rondo.recorder.Replay} runs loops under a recorded schedule: {@code ReplayLedger}
 * holds each row against the recording before it goes to its chunk, {@code Playing} tells the loop
 * what comes next, {@code ReplayedProcess} is a process that was started so.
 */
@NullMarked
package dev.rondo.recorder;

import org.jspecify.annotations.NullMarked;
