package dev.rondo.dump;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A dump as JSON: the keys are the names of the records' parts, a frame is a string. */
final class DumpJson {
  private final JsonText json = new JsonText();

  private DumpJson() {}

  static String of(LoopDump loop) {
    DumpJson dump = new DumpJson();
    dump.loop(loop);
    return dump.json.toString();
  }

  private void loop(LoopDump loop) {
    json.object(() -> {
      json.key("name").string(loop.name());
      json.key("state").string(lower(loop.state()));
      json.key("engine").string(loop.engine());
      json.key("thread").string(loop.thread());
      json.key("ready").number(loop.ready());
      json.key("timers").number(loop.timers());
      json.key("fromOutside").bool(loop.fromOutside());
      json.key("tasks").array(loop.tasks(), this::task);
      frames("callback", loop.callback());
    });
  }

  private void task(TaskDump task) {
    json.object(() -> {
      json.key("id").number(task.id());
      json.key("name").string(task.name());
      json.key("state").string(lower(task.state()));
      json.key("cancelRequests").number(task.cancelRequests());
      json.key("coroutines").array(task.coroutines(), this::coroutine);
      json.key("awaits");
      awaited(task.awaits());
      json.key("awaitedBy").array(task.awaitedBy(), json::number);
      json.key("callbacks").array(task.callbacks(), json::string);
      json.key("timers").array(task.timers(), this::timer);
      frames("stack", task.stack());
    });
  }

  private void coroutine(CoroutineDump coroutine) {
    json.object(() -> {
      json.key("name").string(coroutine.name());
      json.key("at").string(coroutine.at());
      json.key("internal").bool(coroutine.internal());
    });
  }

  private void awaited(@Nullable Awaited awaited) {
    if (awaited == null) {
      json.string(null);
      return;
    }
    json.object(() -> {
      json.key("future").number(awaited.future());
      json.key("what").string(awaited.what());
      json.key("tasks").array(awaited.tasks(), json::number);
    });
  }

  private void timer(TimerDump timer) {
    json.object(() -> {
      json.key("name").string(timer.name());
      json.key("dueIn").number(timer.dueIn());
    });
  }

  private void frames(String key, List<StackTraceElement> frames) {
    json.key(key).array(frames, frame -> json.string(frame.toString()));
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
