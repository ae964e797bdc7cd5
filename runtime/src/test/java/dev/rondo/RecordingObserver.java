package dev.rondo;

import dev.rondo.observe.AwaitChain;
import dev.rondo.observe.LoopObserver;
import dev.rondo.observe.ObserverProvider;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes down every hook as a line of text: its name and what it was told. */
final class RecordingObserver {
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  /** To be given to a loop's builder. */
  ObserverProvider provider() {
    return _ ->
        (LoopObserver)
            Proxy.newProxyInstance(
                LoopObserver.class.getClassLoader(),
                new Class<?>[] {LoopObserver.class},
                (_, hook, told) -> record(hook, told));
  }

  private Object record(Method hook, Object[] told) {
    String what = Stream.of(told).map(RecordingObserver::text).collect(Collectors.joining(" "));
    lines.add(hook.getName() + " " + what);
    return null;
  }

  private static String text(Object told) {
    return switch (told) {
      case AwaitChain chain -> chain(chain);
      case long[] ids -> Arrays.toString(ids);
      case Throwable e -> e.getClass().getSimpleName() + ": " + e.getMessage();
      case null, default -> String.valueOf(told);
    };
  }

  /** The coroutines, outermost first. */
  private static String chain(AwaitChain innermost) {
    List<String> names = new ArrayList<>();
    for (AwaitChain each = innermost; each != null; each = each.awaiter()) {
      names.addFirst(each.internal() ? "(" + each.coroutine() + ")" : each.coroutine());
    }
    return names.toString();
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  /** What does not depend on the machine: without the threads' names. */
  List<String> logical() {
    return lines.stream().map(line -> line.replaceAll("^(loopState \\w+).*", "$1")).toList();
  }
}
