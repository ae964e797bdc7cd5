package dev.rondo.trace.lint;

import static dev.rondo.trace.model.Narration.duration;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.model.LoopModel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Coroutines that are awaited in place: such as never give up control, and such as are awaited one
 * after the other though each only waits for something outside. So are tasks that are created and
 * awaited at once.
 */
final class Awaits implements Inspection {

  /** So many in a row are a series. */
  private static final int SERIES = 3;

  /**
   * What other tasks of the program may have to do first: to wait side by side would gain nothing.
   */
  private static final List<String> SHARED =
      List.of("queue", "lock", "semaphore", "event", "condition", "barrier", "yield", "gather");

  private final Report report;
  private final Map<Long, Stack> stacks = new HashMap<>();
  private final Map<Site, Runs> sites = new LinkedHashMap<>();

  /** Who awaits what. */
  private record Site(String in, String coro) {}

  /** How often an await ended, and how often it had given up control. */
  private static final class Runs {
    private final Report.Place place;
    private long ended;
    private long ceded;

    Runs(Report.Place place) {
      this.place = place;
    }
  }

  /** A coroutine that runs, and the awaits of one other in a row that it has made last. */
  private static final class Frame {
    private final String coro;
    private boolean ceded;
    private boolean shared;
    private long suspended;

    private @Nullable String awaited;
    private long first;
    private long times;
    private long sum;
    private long longest;

    Frame(String coro) {
      this.coro = coro;
    }
  }

  /** A task with the coroutines that it awaits in place, outermost first. */
  private static final class Stack {
    private final Deque<Frame> frames = new ArrayDeque<>();
    private final Map<Long, String> created = new HashMap<>(2);
    private TraceEvent.@Nullable Pause pause;

    Stack(String coro) {
      frames.add(new Frame(coro));
    }
  }

  Awaits(Report report) {
    this.report = report;
  }

  @Override
  public void apply(TraceEvent event, LoopModel loop) {
    switch (event) {
      case TraceEvent.TaskCreated e -> created(e);
      case TraceEvent.Enter e -> enter(e);
      case TraceEvent.Exit e -> exit(e, loop);
      case TraceEvent.Pause e -> pause(e);
      case TraceEvent.Enqueue e when e.task() != 0 -> woken(e, loop);
      case TraceEvent.Use e -> use(e.task());
      case TraceEvent.Done e when e.task() != 0 -> done(e, loop);
      default -> {}
    }
  }

  private void created(TraceEvent.TaskCreated e) {
    stacks.put(e.task(), new Stack(e.coro()));
    Stack parent = stacks.get(e.parent());
    if (parent != null) {
      parent.created.put(e.task(), e.coro());
    }
  }

  private void enter(TraceEvent.Enter e) {
    Stack stack = stacks.get(e.task());
    if (stack != null) {
      Site site = new Site(stack.frames.getLast().coro, e.coro());
      sites.computeIfAbsent(site, _ -> new Runs(report.here()));
      stack.frames.addLast(new Frame(e.coro()));
    }
  }

  private void exit(TraceEvent.Exit e, LoopModel loop) {
    Stack stack = stacks.get(e.task());
    if (stack == null || stack.frames.size() < 2) {
      return;
    }
    Frame ended = stack.frames.removeLast();
    endSeries(ended, e.task(), loop);
    Frame in = stack.frames.getLast();
    Runs runs = sites.get(new Site(in.coro, ended.coro));
    if (runs != null) {
      runs.ended++;
      runs.ceded += ended.ceded ? 1 : 0;
    }
    if (ended.suspended > 0 && !ended.shared) {
      inSeries(in, ended.coro, ended.suspended, e, e.task(), loop);
    } else {
      endSeries(in, e.task(), loop);
    }
  }

  private void pause(TraceEvent.Pause e) {
    Stack stack = stacks.get(e.task());
    if (stack != null) {
      stack.pause = e;
      stack.frames.forEach(frame -> frame.ceded = true);
    }
  }

  private void woken(TraceEvent.Enqueue e, LoopModel loop) {
    Stack stack = stacks.get(e.task());
    if (stack == null || stack.pause == null) {
      return;
    }
    TraceEvent.Pause pause = stack.pause;
    stack.pause = null;
    long ns = e.t() - pause.t();
    boolean shared = isShared(pause.what());
    for (Frame frame : stack.frames) {
      frame.suspended += ns;
      frame.shared |= shared;
    }
    Frame top = stack.frames.getLast();
    String child = stack.created.get(pause.on());
    if (child != null && stack.created.size() == 1) {
      inSeries(top, child, ns, pause, e.task(), loop);
    } else {
      endSeries(top, e.task(), loop);
    }
    stack.created.clear();
  }

  private static boolean isShared(String what) {
    return SHARED.stream().anyMatch(what::startsWith);
  }

  /** Who uses what others use as well may have to do so in order. */
  private void use(long task) {
    Stack stack = stacks.get(task);
    if (stack != null) {
      stack.frames.forEach(frame -> frame.shared = true);
    }
  }

  private void inSeries(Frame in, String coro, long ns, TraceEvent at, long task, LoopModel loop) {
    if (!coro.equals(in.awaited)) {
      endSeries(in, task, loop);
      in.awaited = coro;
      in.first = at.seq();
    }
    in.times++;
    in.sum += ns;
    in.longest = Math.max(in.longest, ns);
  }

  private void endSeries(Frame in, long task, LoopModel loop) {
    if (in.times >= SERIES && report.reaches(Check.SERIAL_AWAITS, in.sum - in.longest)) {
      String title = Titles.title(task, loop);
      String sentence =
          "%s awaited %s %d times in a row, from seq %d: it waited %s, side by side it might be %s"
              .formatted(
                  title, in.awaited, in.times, in.first, duration(in.sum), duration(in.longest));
      report.see(Check.SERIAL_AWAITS, task, in.coro, sentence, in.first);
    }
    in.awaited = null;
    in.times = 0;
    in.sum = 0;
    in.longest = 0;
  }

  private void done(TraceEvent.Done e, LoopModel loop) {
    Stack stack = stacks.remove(e.task());
    if (stack != null) {
      stack.frames.reversed().forEach(frame -> endSeries(frame, e.task(), loop));
    }
  }

  @Override
  public void lost() {
    stacks.clear();
    sites.values().forEach(runs -> runs.ceded++);
  }

  @Override
  public void finish(LoopModel loop) {
    stacks.forEach(
        (task, stack) -> stack.frames.reversed().forEach(frame -> endSeries(frame, task, loop)));
    sites.forEach((site, runs) -> {
      if (runs.ceded == 0 && report.reaches(Check.NEVER_CEDED, runs.ended)) {
        String sentence =
            "the await of %s in %s gave up control in none of its %d runs: it is like a call"
                .formatted(site.coro, site.in, runs.ended);
        report.see(runs.place, Check.NEVER_CEDED, 0, site.coro, sentence, runs.place.seq());
      }
    });
  }
}
