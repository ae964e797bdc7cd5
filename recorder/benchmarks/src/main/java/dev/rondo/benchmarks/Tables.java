package dev.rondo.benchmarks;

import static dev.rondo.benchmarks.Unit.BYTES;
import static dev.rondo.benchmarks.Unit.NANOS;
import static dev.rondo.benchmarks.Unit.SECONDS;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rows of the page. */
final class Tables {
  private static final String ASYNCIO = "asyncio";
  private static final String UVLOOP = "uvloop";
  private static final String KOTLINX = "kotlinx";
  private static final String VIRTUAL = "virtual threads";

  private static final Row SWITCH =
      Row.of("pause and resume: two tasks, `sleep(0)`", NANOS, "switch.rondo.continuation");
  private static final Row AWAIT =
      Row.of("`await` of a coroutine in place", NANOS, "await.rondo.continuation");
  private static final Row CREATE =
      Row.of("create a task, run it, await it", NANOS, "create.rondo.continuation");
  private static final Row SOON = Row.of("`callSoon` and run", NANOS, "soon.rondo.continuation");
  private static final Row ASLEEP =
      Row.of(
          "1,000,000 tasks created, asleep for 1 s, awaited",
          SECONDS,
          "asleep.continuation.seconds");
  private static final Row WEIGHT =
      Row.of("1,000,000 tasks asleep at once, each", BYTES, "asleep.continuation.bytes");
  private static final Row TIMER =
      Row.of("1,000,000 timers set and cancelled, each", NANOS, "timers.continuation.nanos");

  private static final List<Row> SCHEDULING =
      List.of(
          SWITCH
              .against("raw `Continuation`, one that yields", "switch.continuation")
              .toReach(Goal.ratioAtMost(1.25)),
          SWITCH.against("two raw ones round an `ArrayDeque`", "switch.continuationsInQueue"),
          SWITCH.against(VIRTUAL + ", `Thread.yield`", "switch.virtualThreads"),
          SWITCH.against(KOTLINX + " `yield` (stackless)", "switch.kotlinx"),
          SWITCH.against(ASYNCIO, "switch.asyncio.nanos").toReach(Goal.timesAsFast(15)),
          SWITCH.against(UVLOOP, "switch.uvloop.nanos"),
          AWAIT.toReach(Goal.atMost(10, NANOS)),
          AWAIT.against(KOTLINX + ", a suspending call", "await.kotlinx"),
          AWAIT.against(ASYNCIO, "await.asyncio.nanos"),
          CREATE.toReach(Goal.atMost(200, NANOS)),
          CREATE.against(KOTLINX + " `async`, `await`", "create.kotlinx").toReach(Goal.faster()),
          CREATE.against(VIRTUAL + ", start and join", "create.virtualThreads"),
          CREATE.against(ASYNCIO, "create.asyncio.nanos"),
          CREATE.against(UVLOOP, "create.uvloop.nanos"),
          SOON.toReach(Goal.atMost(20, NANOS)),
          SOON.against("a bare `ArrayDeque`", "soon.queue"),
          SOON.against("the JDK's executor of one thread", "soon.executor"),
          SOON.against(ASYNCIO, "soon.asyncio.nanos"),
          SOON.against(UVLOOP, "soon.uvloop.nanos"),
          WEIGHT.toReach(Goal.atMost(600, BYTES)),
          WEIGHT.against(VIRTUAL, "asleep.threads.bytes"),
          WEIGHT.against(KOTLINX + " `launch`, `delay`", "asleep.kotlinx.bytes"),
          WEIGHT.against(ASYNCIO + " (resident)", "asleep-bytes.asyncio.bytes"),
          ASLEEP.toReach(Goal.atMost(5, SECONDS)),
          ASLEEP.against(VIRTUAL, "asleep.threads.seconds"),
          ASLEEP.against(KOTLINX, "asleep.kotlinx.seconds"),
          ASLEEP.against(ASYNCIO, "asleep.asyncio.seconds"),
          ASLEEP.against(UVLOOP, "asleep.uvloop.seconds"),
          Row.of("1,000,000 timers set, each", BYTES, "timers.continuation.bytes"),
          Row.of("… left of each after they were cancelled", BYTES, "timers.continuation.left")
              .toReach(Goal.atMost(1, BYTES)),
          Row.of("… and after another 1,000,000", BYTES, "timers.continuation.left-again")
              .toReach(Goal.atMost(1, BYTES)),
          TIMER.against(ASYNCIO, "timers.asyncio.nanos"));

  /** Each with its figure on virtual threads, all to be faster than asyncio. */
  private static final List<Row> FALLBACK =
      List.of(
          fallback(SWITCH, "switch.asyncio.nanos"),
          fallback(AWAIT, "await.asyncio.nanos"),
          fallback(CREATE, "create.asyncio.nanos"),
          fallback(SOON, "soon.asyncio.nanos"),
          fallback(ASLEEP, "asleep.asyncio.seconds"),
          fallback(TIMER, "timers.asyncio.nanos"),
          Row.of(WEIGHT.work(), BYTES, "asleep.virtual-thread.bytes")
              .against(ASYNCIO + " (resident)", "asleep-bytes.asyncio.bytes"),
          Row.of(
                  "… left of each timer after they were cancelled",
                  BYTES,
                  "timers.virtual-thread.left-again")
              .toReach(Goal.atMost(1, BYTES)));

  private Tables() {}

  private static Row fallback(Row row, String asyncio) {
    String figure = row.ours().replace(".continuation", ".virtual-thread");
    return Row.of(row.work(), row.unit(), figure).against(ASYNCIO, asyncio).toReach(Goal.faster());
  }

  /** The tables of the loop. */
  static String scheduling(Figures figures) {
    return table("The loop", SCHEDULING, figures)
        + table("The loop on virtual threads alone", FALLBACK, figures)
        + failures(figures);
  }

  private static String failures(Figures figures) {
    return figures.failures().stream()
        .distinct()
        .map(failure -> "\nFailed, and so not measured: `" + failure + "`\n")
        .collect(Collectors.joining());
  }

  private static String table(String title, List<Row> rows, Figures figures) {
    String body =
        rows.stream()
            .map(row -> row.markdown(figures))
            .flatMap(Optional::stream)
            .collect(Collectors.joining());
    return body.isEmpty() ? "" : "\n## " + title + "\n\n" + Row.HEAD + body;
  }
}
