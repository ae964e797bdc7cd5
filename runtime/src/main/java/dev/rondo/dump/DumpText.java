package dev.rondo.dump;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A dump for a person at a terminal. */
final class DumpText {
  private static final int MOST_TASKS_IN_A_CHAIN = 8;
  private static final int MOST_NAMES = 8;

  private final LoopDump loop;
  private final AwaitGraph graph;
  private final StringBuilder out = new StringBuilder();

  private DumpText(LoopDump loop) {
    this.loop = loop;
    this.graph = new AwaitGraph(loop);
  }

  static String of(LoopDump loop) {
    DumpText text = new DumpText(loop);
    text.head();
    loop.tasks().forEach(text::task);
    return text.out.toString();
  }

  private void head() {
    out.append("event loop")
        .append(loop.name() == null ? "" : " '" + plain(loop.name()) + "'")
        .append(' ')
        .append(lower(loop.state()))
        .append(loop.thread() == null ? "" : " in thread " + plain(loop.thread()))
        .append(", engine ")
        .append(loop.engine())
        .append(
            ": tasks %d, ready %d, timers %d\n".formatted(count(), loop.ready(), loop.timers()));
    if (loop.fromOutside()) {
      out.append("seen from another thread while a slice was under way: may not be exact\n");
    }
    if (!loop.callback().isEmpty()) {
      out.append("\na callback runs\n");
      lines("stack", loop.callback());
    }
  }

  private int count() {
    return loop.tasks().size();
  }

  private void task(TaskDump task) {
    out.append('\n').append(title(task)).append(": ").append(state(task)).append('\n');
    List<TaskDump> chain = graph.chain(task, MOST_TASKS_IN_A_CHAIN);
    lines(
        "in",
        Stream.concat(
                Stream.of(coroutines(task)),
                chain.stream().skip(1).map(next -> title(next) + ": " + coroutines(next)))
            .toList());
    lines("awaited by", graph.all(task.awaitedBy()).isEmpty() ? List.of() : awaiters(task));
    lines("calls back", task.callbacks());
    lines("timer", task.timers().stream().map(t -> t.name() + due(t.dueIn())).toList());
    lines("stack", task.stack());
  }

  private List<String> awaiters(TaskDump task) {
    return List.of(names(graph.all(task.awaitedBy())));
  }

  private static String title(TaskDump task) {
    return "task " + task.id() + " " + plain(task.name());
  }

  private String state(TaskDump task) {
    return lower(task.state())
        + on(task)
        + (task.cancelRequests() == 0 ? "" : ", asked " + task.cancelRequests() + "x to cancel");
  }

  private String on(TaskDump task) {
    Awaited awaited = task.awaits();
    if (awaited == null) {
      return "";
    }
    List<TaskDump> tasks = graph.awaitedBy(task);
    boolean itself = tasks.size() == 1 && tasks.getFirst().id() == awaited.future();
    String behind = tasks.isEmpty() || itself ? "" : " of " + names(tasks);
    return " on " + plain(what(task)) + behind;
  }

  /** What it waits for, in words; of a plain future its number. */
  static String what(TaskDump task) {
    Awaited awaited = task.awaits();
    if (awaited == null) {
      return "";
    }
    return awaited.what().equals("future") ? "future " + awaited.future() : awaited.what();
  }

  private static String names(List<TaskDump> tasks) {
    String first =
        tasks.stream().limit(MOST_NAMES).map(DumpText::title).collect(Collectors.joining(", "));
    int more = tasks.size() - MOST_NAMES;
    return more <= 0 ? first : first + " and " + more + " more";
  }

  private static String coroutines(TaskDump task) {
    return task.coroutines().stream()
        .map(CoroutineDump::toString)
        .collect(Collectors.joining(" > "));
  }

  private void lines(String title, List<?> lines) {
    String label = title;
    for (Object line : lines) {
      out.append("  %-11s%s\n".formatted(label, plain(line.toString())));
      label = "";
    }
  }

  private static String due(long in) {
    return in < 0 ? " overdue by " + duration(-in) : " due in " + duration(in);
  }

  /** To the millisecond; below one, to the nanosecond. */
  static String duration(long nanos) {
    return nanos < 1_000_000 ? nanos + " ns" : String.format(Locale.ROOT, "%.3f s", nanos / 1e9);
  }

  /** Without characters by which a name could give a terminal orders, or pretend to be a line. */
  static String plain(@Nullable String text) {
    if (text == null) {
      return "";
    }
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          if (isPrintable(c)) {
            plain.appendCodePoint(c);
          } else {
            plain.append("\\u%04x".formatted(c));
          }
        });
    return plain.toString();
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
