package dev.rondo.benchmarks;

import static dev.rondo.benchmarks.Unit.BYTES;
import static dev.rondo.benchmarks.Unit.EVENTS;
import static dev.rondo.benchmarks.Unit.MEBIBYTES;
import static dev.rondo.benchmarks.Unit.MILLIONS;
import static dev.rondo.benchmarks.Unit.MILLIS;
import static dev.rondo.benchmarks.Unit.NANOS;
import static dev.rondo.benchmarks.Unit.SECONDS;
import static dev.rondo.benchmarks.Unit.TESTS_A_SECOND;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rows of the page. */
final class Tables {
  /** So many files are a program of some size, of some hundred thousand events. */
  static final int CHECKSUMS = 30_000;

  /** Stands in a row's name for as many as were really made: a quick run makes fewer. */
  private static final String MILLION = "{million}";

  private static final String FILES = "{files}";
  private static final String ORDERS = "{orders}";
  private static final String REAL_ORDERS = "{real-orders}";
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
          MILLION + " tasks created, asleep for 1 s, awaited",
          SECONDS,
          "asleep.continuation.seconds");
  private static final Row WEIGHT =
      Row.of(MILLION + " tasks asleep at once, each", BYTES, "asleep.continuation.bytes");
  private static final Row FIRST =
      Row.of("… in a process that has just begun", BYTES, "asleep.continuation.first-bytes");
  private static final Row TIMER =
      Row.of(MILLION + " timers set and cancelled, each", NANOS, "timers.continuation.nanos");

  private static final List<Row> SCHEDULING =
      List.of(
          SWITCH
              .against(
                  "two raw `Continuation`s round an `ArrayDeque`", "switch.continuationsInQueue")
              .toReach(Goal.ratioAtMost(1.25)),
          SWITCH
              .against("one raw `Continuation` that yields", "switch.continuation")
              .toReach(Goal.ratioAtMost(1.25)),
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
          FIRST.toReach(Goal.atMost(600, BYTES)),
          FIRST.against(VIRTUAL, "asleep.threads.first-bytes"),
          ASLEEP.toReach(Goal.atMost(5, SECONDS)),
          ASLEEP.against(VIRTUAL, "asleep.threads.seconds"),
          ASLEEP.against(KOTLINX, "asleep.kotlinx.seconds"),
          ASLEEP.against(ASYNCIO, "asleep.asyncio.seconds"),
          ASLEEP.against(UVLOOP, "asleep.uvloop.seconds"),
          Row.of(MILLION + " timers set, each", BYTES, "timers.continuation.bytes"),
          Row.of("… left of each after they were cancelled", BYTES, "timers.continuation.left")
              .toReach(Goal.atMost(1, BYTES)),
          Row.of("… and after another " + MILLION, BYTES, "timers.continuation.left-again")
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

  private static final Row EVENT = Row.of("one recorded event", NANOS, "event.event");
  private static final Row ON =
      Row.of("two tasks, `sleep(0)`, recorded to a file", NANOS, "recording.schedule.nanos");
  private static final Row FLIGHT =
      Row.of("two tasks, `sleep(0)`, as a flight recorder", NANOS, "recording.flight.nanos");
  private static final Row PROGRAM =
      Row.of("a program with 10 µs of work a step, recorded", MILLIS, "program.full");

  private static final List<Row> RECORDING =
      List.of(
          EVENT.against("a JFR event, committed", "event.jfr").toReach(Goal.faster()),
          Row.of("… without its share of the one clock reading a step", NANOS, "event.net")
              .against("reading the clock", "event.clock")
              .toReach(Goal.atMost(15, NANOS)),
          Row.of("sustained to a file, plain", MILLIONS, "recording.schedule.millions")
              .toReach(Goal.atLeast(6, MILLIONS)),
          Row.of("sustained to a file, zstd", MILLIONS, "recording.zstd.millions")
              .toReach(Goal.atLeast(3, MILLIONS)),
          FLIGHT
              .against("the same, recording off", "recording.off.nanos")
              .toReach(Goal.ratioAtMost(2)),
          ON.against("the same, recording off", "recording.off.nanos").toReach(Goal.ratioAtMost(5)),
          ON.against(ASYNCIO, "switch.asyncio.nanos").toReach(Goal.faster()),
          Row.of("… packed with zstd", NANOS, "recording.zstd.nanos")
              .against("recording off", "recording.off.nanos"),
          Row.of("… in full detail", NANOS, "recording.full.nanos")
              .against("recording off", "recording.off.nanos"),
          PROGRAM.against("recording off", "program.off").toReach(Goal.ratioAtMost(1.03)),
          Row.of("… with detail `schedule`", MILLIS, "program.schedule")
              .against("recording off", "program.off")
              .toReach(Goal.ratioAtMost(1.03)),
          Row.of("kept on the heap by the recorder", MEBIBYTES, "recording.schedule.mebibytes")
              .toReach(Goal.atMost(16, MEBIBYTES)),
          Row.of("… by a flight recorder, full", MEBIBYTES, "recording.flight.mebibytes")
              .toReach(Goal.atMost(16, MEBIBYTES)),
          Row.of("allocated by the loop's thread a switch", BYTES, "recording.schedule.allocated")
              .against("recording off", "recording.off.allocated")
              .toReach(Goal.noMore()),
          Row.of("… by a flight recorder, a switch", BYTES, "recording.flight.allocated")
              .against("recording off", "recording.off.allocated")
              .toReach(Goal.noMore()),
          Row.of(
              "events of `Checksums.java` with " + FILES + " files",
              EVENTS,
              "size.Checksums.events"),
          size("Checksums", "plain").toReach(Goal.atMost(100, BYTES)),
          size("Checksums", "zstd").toReach(Goal.atMost(15, BYTES)),
          Row.of("events of `Overview.java`, a small one", EVENTS, "size.Overview.events"),
          size("Overview", "plain"),
          size("Overview", "zstd"));

  private static final List<Row> TEST_KIT =
      List.of(
          Row.of("small tests, recorded and checked", TESTS_A_SECOND, "kit.recorded.rate")
              .toReach(Goal.atLeast(2_000, TESTS_A_SECOND)),
          Row.of("… the first 2,000 of a process", TESTS_A_SECOND, "kit.recorded.first"),
          Row.of("one test under many schedules, each", TESTS_A_SECOND, "kit.schedules.rate")
              .toReach(Goal.atLeast(2_000, TESTS_A_SECOND)),
          Row.of("… the first 2,000 of a process", TESTS_A_SECOND, "kit.schedules.first"));

  private static final Row LIVE =
      Row.of("a task with a span, level `tasks`: what it costs more", NANOS, "live.task");
  private static final Row UNUSED =
      Row.of("two tasks, `sleep(0)`, after the program's first span", NANOS, "live.unused");

  private static final List<Row> TELEMETRY =
      List.of(
          LIVE.against("the SDK alone, a span that says as much", "live.span"),
          Row.of("… above that span", NANOS, "live.above").toReach(Goal.atMost(1000, NANOS)),
          Row.of("… and with metrics, above the task with its span", NANOS, "live.metrics"),
          Row.of("… and each of its steps", NANOS, "live.step"),
          Row.of(
                  "a switch, with a span current in each task: what it costs more",
                  NANOS,
                  "live.used")
              .toReach(Goal.atMost(10, NANOS)),
          UNUSED.against("before OpenTelemetry was loaded", "live.absent").toReach(Goal.noMore()));

  private static final List<Row> COMMAND_LINE =
      List.of(
          Row.of("read to events, one thread, each", NANOS, "read.events")
              .against("Jackson's streaming parser, all tokens", "read.jackson")
              .toReach(Goal.timesAsFast(2)),
          Row.of(
              "events of `Orders.java` with " + ORDERS + " orders", EVENTS, "trace.large.events"),
          large("`rondo summary` of it, 512 MiB heap", "summary").toReach(Goal.timesAsFast(4)),
          large("`rondo verify` of it, 512 MiB heap", "verify").toReach(Goal.timesAsFast(2.5)),
          Row.of("`rondo ps --at` its middle, the whole process", SECONDS, "large.ps")
              .toReach(Goal.atMost(15, SECONDS)),
          Row.of("`rondo replay --until` its middle", SECONDS, "large.replay")
              .toReach(Goal.atMost(15, SECONDS)),
          Row.of(
                  "`rondo replay --run`: the program again, each event compared",
                  SECONDS,
                  "large.run")
              .toReach(Goal.atMost(19.9, SECONDS)), // 500,000 events a second
          Row.of(
                  "… of " + REAL_ORDERS + " orders on a real clock, nearly all of it asleep",
                  MILLIONS,
                  "replay.asleep")
              .toReach(Goal.atLeast(0.5, MILLIONS)),
          Row.of("`rondo export otlp` of it, level `tasks`, 512 MiB heap", SECONDS, "large.export")
              .toReach(Goal.atMost(9.9, SECONDS)), // a million a second
          Row.of("`rondo diff` of two, unlike in 100 orders, 2 GiB heap", SECONDS, "large.diff")
              .toReach(Goal.atMost(60, SECONDS)),
          Row.of("`rondo summary` of a small trace, the whole process", MILLIS, "small.summary")
              .toReach(Goal.atMost(180, MILLIS)),
          Row.of("… beside", MILLIS, "small.summary")
              .against("`python3 -c 'import json'`", "small.python"),
          Row.of("… beside", MILLIS, "small.summary").against("`node -e 0`", "small.node"));

  private Tables() {}

  private static Row large(String work, String command) {
    return Row.of(work, SECONDS, "large." + command)
        .against("CPython, each line by `json.loads`", "large.python");
  }

  private static Row size(String example, String packing) {
    String work = "… each, detail `schedule`, " + packing;
    return Row.of(work, BYTES, "size." + example + "." + packing);
  }

  private static Row fallback(Row row, String asyncio) {
    String figure = row.ours().replace(".continuation", ".virtual-thread");
    return Row.of(row.work(), row.unit(), figure).against(ASYNCIO, asyncio).toReach(Goal.faster());
  }

  /** All tables. */
  static String all(Figures figures, Settings settings) {
    String tables =
        table("The loop", SCHEDULING, figures)
            + table("The loop on virtual threads alone", FALLBACK, figures)
            + table("The recorder", RECORDING, figures)
            + table("The test kit", TEST_KIT, figures)
            + table("OpenTelemetry, live", TELEMETRY, figures)
            + table("The command line", COMMAND_LINE, figures);
    return tables
            .replace(MILLION, grouped(settings.scaled(1_000_000)))
            .replace(FILES, grouped(settings.scaled(CHECKSUMS)))
            .replace(ORDERS, grouped(settings.scaled(Commands.ORDERS)))
            .replace(REAL_ORDERS, grouped(settings.scaled(Commands.REAL_ORDERS)))
        + failures(figures);
  }

  private static String grouped(String number) {
    return String.format(Locale.ROOT, "%,d", Integer.parseInt(number));
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
