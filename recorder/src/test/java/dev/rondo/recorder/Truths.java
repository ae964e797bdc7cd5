package dev.rondo.recorder;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static dev.rondo.Async.named;
import static dev.rondo.Async.sleep;

import dev.rondo.Async;
import dev.rondo.Block;
import dev.rondo.CancelledError;
import dev.rondo.Coroutine;
import dev.rondo.EventLoop;
import dev.rondo.Future;
import dev.rondo.Task;
import dev.rondo.TaskGroup;
import dev.rondo.Trace;
import dev.rondo.sync.Barrier;
import dev.rondo.sync.Condition;
import dev.rondo.sync.Event;
import dev.rondo.sync.LifoQueue;
import dev.rondo.sync.Lock;
import dev.rondo.sync.PriorityQueue;
import dev.rondo.sync.Queue;
import dev.rondo.sync.QueueEmptyException;
import dev.rondo.sync.QueueFullException;
import dev.rondo.sync.QueueShutDownException;
import dev.rondo.sync.Semaphore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Small programs whose output tells whether the order of their steps mattered. None of them notes
 * its output in the trace: it is held against what the trace says. In half of them two tasks share
 * something; in the other half nothing that is seen hangs on the order.
 */
final class Truths {

  /** A program: it fills a list with what can be seen of its run. */
  interface Program {
    void run(List<Object> out, Random inputs);
  }

  private Truths() {}

  /** Programs whose output hangs on the order of steps, or on the times of timers. */
  static Map<String, Program> dependent() {
    Map<String, Program> programs = new LinkedHashMap<>();
    programs.put("a queue without waiting", Truths::queue);
    programs.put("a poll that may find nothing", Truths::poll);
    programs.put("a full queue", Truths::fullQueue);
    programs.put("a stack", Truths::stack);
    programs.put("a priority queue", Truths::priorities);
    programs.put("a queue that is shut down", Truths::shutdown);
    programs.put("a lock taken without waiting", Truths::freeLock);
    programs.put("a lock that is waited for", Truths::contendedLock);
    programs.put("a semaphore", Truths::semaphore);
    programs.put("an event set twice", Truths::eventTwice);
    programs.put("a condition that wakes one", Truths::condition);
    programs.put("a barrier", Truths::barrier);
    programs.put("a future set by the first", Truths::firstSets);
    programs.put("a future set or cancelled", Truths::setOrCancelled);
    programs.put("an await of a future that was done", Truths::awaitDone);
    programs.put("callbacks of one future", Truths::callbacks);
    programs.put("two writers of a noted variable", Truths::writers);
    programs.put("a reader and a writer", Truths::reader);
    programs.put("a lost update", Truths::lostUpdate);
    programs.put("a cancellation and an end", Truths::cancellation);
    programs.put("the first of two", Truths::firstOfTwo);
    programs.put("as completed", Truths::asCompleted);
    programs.put("the first failure of a gather", Truths::gather);
    programs.put("the first failure of a group", Truths::group);
    programs.put("two timers", Truths::timers);
    programs.put("a timeout", Truths::timeout);
    programs.put("a callback and a task", Truths::callbackAndTask);
    return programs;
  }

  /** Programs in which the tasks that may run in any order share nothing. */
  static Map<String, Program> independent() {
    Map<String, Program> programs = new LinkedHashMap<>();
    programs.put("two tasks", (out, _) -> apart(out, i -> () -> pause(3)));
    programs.put("a queue each", (out, _) -> apart(out, _ -> Truths::ownQueue));
    programs.put("a lock each", (out, _) -> apart(out, _ -> Truths::ownLock));
    programs.put("a variable each", (out, _) -> apart(out, _ -> Truths::ownVariable));
    programs.put("children each", (out, _) -> apart(out, i -> () -> await(createTask(child(i)))));
    programs.put("a timer each", (out, _) -> apart(out, _ -> () -> await(sleep(ms(3)))));
    programs.put("notes each", (out, _) -> apart(out, i -> () -> Trace.mark("note", "i", i)));
    programs.put("a callback each", (out, _) -> apart(out, _ -> Truths::ownCallback));
    programs.put("an event each", (out, _) -> apart(out, _ -> Truths::ownEvent));
    return programs;
  }

  // -- what they are made of ----------------------------------------------------------------------

  private static Duration ms(int n) {
    return Duration.ofMillis(n);
  }

  private static void pause(int turns) {
    for (int i = 0; i < turns; i++) {
      await(sleep(Duration.ZERO));
    }
  }

  private static Task<Void> task(String name, Block body) {
    return createTask(async(name, body), name);
  }

  /** Two tasks, and then long enough for both to end. */
  private static void both(Block a, Block b) {
    Task<Void> first = task("a", a);
    Task<Void> second = task("b", b);
    await(sleep(ms(100)));
    if (first.done() && second.done()) {
      await(first);
      await(second);
    }
  }

  // -- where the order matters --------------------------------------------------------------------

  private static void queue(List<Object> out, Random inputs) {
    Queue<String> queue = new Queue<>();
    both(() -> queue.putNowait("a"), () -> queue.putNowait("b"));
    out.add(queue.getNowait() + queue.getNowait());
  }

  private static void poll(List<Object> out, Random inputs) {
    Queue<String> queue = new Queue<>();
    both(
        () -> queue.putNowait("a"),
        () -> {
          try {
            out.add(queue.getNowait());
          } catch (QueueEmptyException e) {
            out.add("nothing");
          }
        });
  }

  private static void fullQueue(List<Object> out, Random inputs) {
    Queue<String> queue = new Queue<>(1);
    both(() -> offer(queue, "a"), () -> offer(queue, "b"));
    out.add(queue.getNowait());
  }

  private static void offer(Queue<String> queue, String item) {
    try {
      queue.putNowait(item);
    } catch (QueueFullException e) {
      pause(1);
    }
  }

  private static void stack(List<Object> out, Random inputs) {
    LifoQueue<String> queue = new LifoQueue<>();
    both(() -> queue.putNowait("a"), () -> queue.putNowait("b"));
    out.add(queue.getNowait());
  }

  private static void priorities(List<Object> out, Random inputs) {
    PriorityQueue<Integer> queue = new PriorityQueue<>(0, "Q", null);
    queue.putNowait(2);
    both(() -> queue.putNowait(1), () -> out.add(queue.getNowait()));
  }

  private static void shutdown(List<Object> out, Random inputs) {
    Queue<String> queue = new Queue<>();
    both(
        () -> queue.shutdown(),
        () -> {
          try {
            queue.putNowait("b");
            out.add("put");
          } catch (QueueShutDownException e) {
            out.add("shut");
          }
        });
  }

  private static void freeLock(List<Object> out, Random inputs) {
    Lock lock = new Lock("L");
    both(() -> holding(lock, () -> out.add("a")), () -> holding(lock, () -> out.add("b")));
  }

  private static void contendedLock(List<Object> out, Random inputs) {
    Lock lock = new Lock("L");
    both(
        () -> holding(lock, () -> pauseAndAdd(out, "a")),
        () -> holding(lock, () -> pauseAndAdd(out, "b")));
  }

  private static void pauseAndAdd(List<Object> out, String what) {
    pause(2);
    out.add(what);
  }

  private static void holding(Lock lock, Runnable body) {
    await(lock.acquire());
    try {
      body.run();
    } finally {
      lock.release();
    }
  }

  private static void semaphore(List<Object> out, Random inputs) {
    Semaphore semaphore = new Semaphore(1, "S");
    both(() -> permitted(semaphore, out, "a"), () -> permitted(semaphore, out, "b"));
  }

  private static void permitted(Semaphore semaphore, List<Object> out, String what) {
    await(semaphore.acquire());
    out.add(what);
    semaphore.release();
  }

  private static void eventTwice(List<Object> out, Random inputs) {
    Event event = new Event("E");
    Task<Void> waiter =
        task(
            "w",
            () -> {
              await(event.await());
              event.clear();
              out.add("woken");
            });
    both(() -> event.set(), () -> event.set());
    out.add(event.isSet());
    waiter.cancel();
  }

  private static void condition(List<Object> out, Random inputs) {
    Condition condition = new Condition("C");
    Task<Void> a = task("wa", () -> notified(condition, out, "a"));
    Task<Void> b = task("wb", () -> notified(condition, out, "b"));
    await(sleep(ms(10)));
    await(condition.acquire());
    condition.notify(1);
    condition.release();
    await(sleep(ms(10)));
    a.cancel();
    b.cancel();
  }

  private static void notified(Condition condition, List<Object> out, String what) {
    await(condition.acquire());
    try {
      await(condition.await());
      out.add(what);
    } finally {
      condition.release();
    }
  }

  private static void barrier(List<Object> out, Random inputs) {
    Barrier barrier = new Barrier(2, "B");
    Object[] places = new Object[2];
    both(() -> places[0] = await(barrier.await()), () -> places[1] = await(barrier.await()));
    out.add(List.of(places));
  }

  private static void firstSets(List<Object> out, Random inputs) {
    Future<String> future = EventLoop.running().createFuture();
    both(() -> setOnce(future, "a"), () -> setOnce(future, "b"));
    out.add(await(future));
  }

  private static void setOnce(Future<String> future, String value) {
    if (!future.done()) {
      future.setResult(value);
    }
  }

  private static void setOrCancelled(List<Object> out, Random inputs) {
    Future<String> future = EventLoop.running().createFuture();
    both(() -> setOnce(future, "a"), () -> future.cancel());
    out.add(future.cancelled());
  }

  private static void awaitDone(List<Object> out, Random inputs) {
    Future<String> future = EventLoop.running().createFuture();
    both(
        () -> future.setResult("a"),
        () -> {
          out.add(future.done() ? "kept control" : "ceded it");
          await(future);
        });
  }

  private static void callbacks(List<Object> out, Random inputs) {
    Future<String> future = EventLoop.running().createFuture();
    both(
        () -> future.addDoneCallback(named("cb-a", _ -> noted(out, "a"))),
        () -> future.addDoneCallback(named("cb-b", _ -> noted(out, "b"))));
    future.setResult("x");
    await(sleep(ms(10)));
  }

  private static void noted(List<Object> out, String what) {
    Trace.use(out, "variable out", "write");
    out.add(what);
  }

  private static void writers(List<Object> out, Random inputs) {
    both(() -> noted(out, "a"), () -> noted(out, "b"));
  }

  private static void reader(List<Object> out, Random inputs) {
    int[] variable = {0};
    both(
        () -> {
          Trace.use(variable, "variable", "write");
          variable[0] = 1;
        },
        () -> {
          Trace.use(variable, "variable", "read");
          out.add(variable[0]);
        });
  }

  private static void lostUpdate(List<Object> out, Random inputs) {
    int[] count = {0};
    both(() -> increment(count, 0, 1), () -> increment(count, 1, 0));
    out.add(count[0]);
  }

  /** Reads, and writes one more after a pause in which the other may have written. */
  private static void increment(int[] count, int before, int between) {
    pause(before);
    Trace.use(count, "count", "read");
    int read = count[0];
    pause(between);
    Trace.use(count, "count", "write");
    count[0] = read + 1;
  }

  private static void cancellation(List<Object> out, Random inputs) {
    Task<Void> victim = task("victim", () -> pause(1));
    Task<Void> other =
        task(
            "canceller",
            () -> {
              pause(1);
              victim.cancel();
            });
    await(sleep(ms(10)));
    out.add(victim.cancelled());
    await(other);
  }

  private static void firstOfTwo(List<Object> out, Random inputs) {
    Task<Void> a = task("a", () -> await(sleep(ms(1 + inputs.nextInt(3)))));
    Task<Void> b = task("b", () -> await(sleep(ms(1 + inputs.nextInt(3)))));
    var waited = await(Async.waitAny(List.of(a, b)));
    out.add(waited.done().stream().map(Task::name).sorted().toList());
    await(sleep(ms(10)));
  }

  private static void asCompleted(List<Object> out, Random inputs) {
    Task<String> a = createTask(late("a", inputs), "a");
    Task<String> b = createTask(late("b", inputs), "b");
    for (Coroutine<String> next : Async.asCompleted(List.of(a, b))) {
      out.add(await(next));
    }
  }

  private static Coroutine<String> late(String what, Random inputs) {
    int delay = 1 + inputs.nextInt(3);
    return async(
        "late",
        () -> {
          await(sleep(ms(delay)));
          return what;
        });
  }

  private static void gather(List<Object> out, Random inputs) {
    Future<List<Void>> gathered =
        Async.gather(List.of(task("a", () -> fail("a")), task("b", () -> fail("b"))));
    try {
      await(gathered);
    } catch (IllegalStateException e) {
      out.add(e.getMessage());
    }
    await(sleep(ms(5)));
  }

  private static void fail(String what) {
    throw new IllegalStateException(what);
  }

  private static void group(List<Object> out, Random inputs) {
    try {
      TaskGroup.run(group -> {
        group.createTask(async("a", () -> fail("a")), "a");
        group.createTask(async("b", () -> pause(1)), "b");
        group.createTask(async("c", () -> fail("c")), "c");
      });
    } catch (dev.rondo.ExceptionGroup e) {
      out.add(e.exceptions().stream().map(Throwable::getMessage).toList());
    }
  }

  private static void timers(List<Object> out, Random inputs) {
    EventLoop loop = EventLoop.running();
    loop.callLater(ms(1 + inputs.nextInt(3)), named("t-a", () -> noted(out, "a")));
    loop.callLater(ms(1 + inputs.nextInt(3)), named("t-b", () -> noted(out, "b")));
    await(sleep(ms(20)));
  }

  private static void timeout(List<Object> out, Random inputs) {
    try {
      await(Async.waitFor(sleep(ms(1 + inputs.nextInt(6)), "slept"), ms(4)));
      out.add("slept");
    } catch (dev.rondo.TimeoutException e) {
      out.add("timeout");
    }
  }

  private static void callbackAndTask(List<Object> out, Random inputs) {
    EventLoop.running().callSoon(named("cb", () -> noted(out, "callback")));
    task("t", () -> noted(out, "task"));
    await(sleep(ms(5)));
  }

  // -- where it does not --------------------------------------------------------------------------

  private interface Own {
    Block of(int i);
  }

  private static void apart(List<Object> out, Own own) {
    List<Task<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      tasks.add(task("t" + i, own.of(i)));
    }
    await(sleep(ms(1_000)));
    for (Task<Void> task : tasks) {
      await(task);
      out.add(task.name() + " " + task.done());
    }
  }

  private static void ownQueue() {
    Queue<Integer> queue = new Queue<>();
    Task<Void> producer = task("producer", () -> queue.putNowait(1));
    int got = await(queue.get());
    await(producer);
    queue.putNowait(got + 1);
  }

  private static void ownLock() {
    Lock lock = new Lock("L");
    holding(lock, () -> pause(1));
    holding(lock, () -> pause(1));
  }

  private static void ownVariable() {
    int[] variable = {0};
    for (int i = 0; i < 3; i++) {
      Trace.use(variable, "variable", "write");
      variable[0]++;
      pause(1);
    }
  }

  private static Coroutine<Integer> child(int i) {
    return async(
        "child",
        () -> {
          pause(i);
          return i;
        });
  }

  private static void ownCallback() {
    Future<String> future = EventLoop.running().createFuture();
    EventLoop.running().callSoon(named("cb", () -> future.setResult("x")));
    await(future);
  }

  private static void ownEvent() {
    Event event = new Event("E");
    task("setter", event::set);
    await(event.await());
  }

  /** What a program's output is, also where it fails. */
  static Coroutine<Void> main(Program program, List<Object> out, long seed) {
    return async(
        "main",
        () -> {
          try {
            program.run(out, new Random(seed));
          } catch (CancelledError e) {
            throw e;
          } catch (RuntimeException e) {
            out.add(e.toString());
          }
        });
  }
}
