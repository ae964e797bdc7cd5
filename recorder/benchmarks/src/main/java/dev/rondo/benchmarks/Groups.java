package dev.rondo.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** All that is measured. */
final class Groups {
  private static final int MILLION = 1_000_000;

  static final List<Group> ALL =
      List.of(
          new Group(
              "switch",
              jmh(
                  Switch.class,
                  "virtualThreads",
                  "kotlinx",
                  "continuation",
                  "continuationsInQueue",
                  "rondo"),
              python("switch", 300_000)),
          new Group("await", jmh(Await.class, "kotlinx", "rondo"), python("await", 1_000_000)),
          new Group(
              "create",
              jmh(Create.class, "virtualThreads", "kotlinx", "rondo"),
              python("create", 100_000)),
          new Group("soon", jmh(Soon.class, "executor", "queue", "rondo"), python("soon", 500_000)),
          new Group(
              "asleep",
              asleep("threads", "seconds"),
              asleep("kotlinx", "seconds"),
              asleep("continuation", "seconds"),
              asleep("virtual-thread", "seconds"),
              python("asleep", MILLION).once(),
              asleep("continuation", "bytes"),
              asleep("continuation", "first-bytes"),
              asleep("threads", "first-bytes").once(),
              asleep("virtual-thread", "bytes").once(),
              asleep("threads", "bytes").once(),
              asleep("kotlinx", "bytes").once(),
              python("asleep-bytes", MILLION).once()),
          new Group(
              "timers",
              timers("continuation"),
              timers("virtual-thread"),
              python("timers", MILLION)),
          new Group("event", new JavaProbe("event", RecordedEvent.class, 1_000)),
          new Group(
              "recording",
              recording("flight"),
              recording("off"),
              recording("schedule"),
              recording("zstd"),
              recording("full"),
              python("switch", 300_000)),
          new Group("kit", kit("recorded"), kit("schedules")),
          new Group("live", new JavaProbe("live", Live.class, 1_000)),
          new Group("program", new JavaProbe("program", Pipeline.class, 60)),
          new Group(
              "size",
              new ExampleProbe("Checksums", Tables.CHECKSUMS).once(),
              new ExampleProbe("Overview", 0).once()),
          new Group(
              "read",
              new LargeTrace("read", "virtual", Commands.ORDERS / 5, 0).once(),
              new JavaProbe("read", ReadTrace.class, 10, "read.jsonl")),
          Commands.SMALL,
          Commands.AT_SIZE,
          Commands.REPLAY,
          Commands.DIFF);

  private Groups() {}

  /** What is held against ours runs next to it, so that the machine is the same for both. */
  private static Probe jmh(Class<?> benchmarks, String... methods) {
    return new JmhProbe(benchmarks, List.of(methods));
  }

  private static Probe python(String work, int count) {
    return new PythonProbe(work, count);
  }

  private static Probe asleep(String who, String what) {
    return new JavaProbe("asleep." + who, Asleep.class, MILLION, who, what);
  }

  private static Probe timers(String engine) {
    return new JavaProbe("timers." + engine, Timers.class, MILLION, engine);
  }

  private static Probe recording(String mode) {
    return new JavaProbe("recording." + mode, Recording.class, 2 * MILLION, mode);
  }

  private static Probe kit(String tests) {
    return new JavaProbe("kit." + tests, KitTests.class, 10_000, tests);
  }

  static List<String> names() {
    return ALL.stream().map(Group::name).toList();
  }

  /**
   * @throws IllegalArgumentException if one of the names, parted by commas, is unknown
   */
  static List<Group> named(String names) {
    List<Group> chosen = new ArrayList<>();
    for (String name : names.split(",", -1)) {
      chosen.add(one(name));
    }
    return chosen;
  }

  private static Group one(String name) {
    return ALL.stream()
        .filter(group -> group.name().equals(name))
        .findAny()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "no group '" + name + "': there are " + String.join(", ", names())));
  }
}
