// Runs scripted programs on a virtual clock and records each of them, so that their schedules can be
// compared with those that CPython's asyncio gave (traces/asyncio/SCRIPTS.md tells the language).
//
//     rondo run Script.java OUTDIR SCRIPT.json|FOLDER …     writes OUTDIR/NAME.jsonl for each script
//
// With -Dreplay=FOLDER they run under the schedules that were recorded there, and say whether they are the same.

import static dev.rondo.Async.*;

import dev.rondo.*;
import dev.rondo.observe.ObserverProvider;
import dev.rondo.recorder.Recorder;
import dev.rondo.recorder.Replay;
import dev.rondo.sync.*;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

final JsonMapper json = new JsonMapper();

void main(String[] args) throws IOException {
  if (args.length < 2) {
    System.err.println("usage: Script OUTDIR SCRIPT.json|FOLDER …");
    System.exit(2);
  }
  Path out = Files.createDirectories(Path.of(args[0]));
  int failed = 0;
  for (Path script : scripts(List.of(args).subList(1, args.length))) {
    try {
      record(script, out);
    } catch (IOException | JacksonException | ClassCastException | NullPointerException e) {
      System.err.println(script + ": not a script: " + e.getMessage());
      failed++;
    }
  }
  System.exit(failed == 0 ? 0 : 1);
}

List<Path> scripts(List<String> names) throws IOException {
  List<Path> scripts = new ArrayList<>();
  for (String name : names) {
    Path path = Path.of(name);
    if (Files.isDirectory(path)) {
      try (Stream<Path> files = Files.list(path)) {
        files.filter(file -> file.toString().endsWith(".json")).sorted().forEach(scripts::add);
      }
    } else {
      scripts.add(path);
    }
  }
  return scripts;
}

void record(Path file, Path out) throws IOException {
  Map<?, ?> script = json.readValue(Files.readString(file), Map.class);
  String name = file.getFileName().toString().replaceFirst("\\.json$", "");
  Path trace = out.resolve(name + ".jsonl");
  String recordings = System.getProperty("replay"); // a folder of traces: follow them
  if (recordings == null) {
    try (Recorder recorder = Recorder.to(trace).program(name)) {
      run(script, recorder);
    }
  } else {
    try (Replay replay = Replay.of(Path.of(recordings, name + ".jsonl")).record(trace)) {
      run(script, replay);
      System.out.println(replay.finish().sentence());
    }
  }
}

void run(Map<?, ?> script, ObserverProvider observer) {
  try (EventLoop loop = EventLoop.builder().virtualClock().observer(observer).create()) {
    loop.setExceptionHandler(context -> {}); // the trace tells
    loop.setDebug(true); // every pause is looked at
    loop.setTaskFactory(Boolean.TRUE.equals(script.get("eager")) ? Async::eagerTaskFactory : null);
    new Program(loop, script).run();
  }
}

static final class Boom extends RuntimeException {
  Boom(Object message) {
    super(String.valueOf(message));
  }
}

static final class TypeError extends RuntimeException {}

static final class AttributeError extends RuntimeException {}

/** What a condition's waiters ask about. */
static final class Counter {
  int value;

  Counter(int value) {
    this.value = value;
  }
}

/** What a block of ops gives back when one of them was `return`; otherwise null. */
record Return(Object value) {}

static final class Program {
  private final EventLoop loop;
  private final Map<?, ?> script;
  private final Map<String, Object> named = new HashMap<>();
  private final Map<String, ContextVar.Token<Object>> tokens = new HashMap<>(); // of the latest `set-var`
  private final Map<String, Consumer<Future<?>>> callbacks = new HashMap<>(); // of on-done

  Program(EventLoop loop, Map<?, ?> script) {
    this.loop = loop;
    this.script = script;
  }

  /** As asyncio.run does: main, then whatever is left is cancelled and gathered. */
  void run() {
    Task<?> main = loop.createTask(async("main", () -> {
      objects();
      return valueOf(block(list(script.get("main"))));
    }), "main");
    runUntil(main);
    List<Task<?>> left = loop.allTasks();
    if (!left.isEmpty()) {
      left.forEach(Task::cancel);
      runUntil(gatherReturningExceptions(left));
    }
  }

  private void runUntil(Awaitable<?> awaited) {
    try {
      loop.runUntilComplete(awaited);
    } catch (StalledException | CancelledError e) {
      // the trace tells
    } catch (RuntimeException e) {
      // main's own error is in its end
    }
  }

  private void objects() {
    Object objects = script.get("objects");
    if (objects != null) {
      ((Map<?, ?>) objects).forEach((name, spec) -> named.put((String) name, make((String) name, (Map<?, ?>) spec)));
    }
  }

  private Object make(String name, Map<?, ?> spec) {
    int maxsize = spec.get("maxsize") instanceof Integer n ? n : 0;
    return switch ((String) spec.get("kind")) {
      case "lock" -> new Lock(name);
      case "semaphore" -> new Semaphore(spec.get("value") instanceof Integer n ? n : 1, name);
      case "bounded-semaphore" -> new BoundedSemaphore(spec.get("value") instanceof Integer n ? n : 1, name);
      case "event" -> new Event(name);
      case "condition" -> spec.containsKey("lock")
          ? new Condition(name, (Lock) named.get(spec.get("lock")))
          : new Condition(name);
      case "counter" -> new Counter(spec.get("value") instanceof Integer n ? n : 0);
      case "var" -> spec.containsKey("default")
          ? new ContextVar<>(name, spec.get("default"))
          : new ContextVar<>(name);
      case "context" -> new Context();
      case "barrier" -> new Barrier((Integer) spec.get("parties"), name);
      case "queue" -> new dev.rondo.sync.Queue<Object>(maxsize, name);
      case "priority-queue" -> new dev.rondo.sync.PriorityQueue<Integer>(maxsize, name, null);
      case "lifo-queue" -> new LifoQueue<Object>(maxsize, name);
      case "future" -> loop.createFuture();
      default -> throw new ClassCastException("no kind of object: " + spec);
    };
  }

  // -- coroutines -----------------------------------------------------------------------------------

  private Coroutine<Object> body(List<?> ops) {
    return async("body", () -> valueOf(block(ops)));
  }

  private static Object valueOf(Return returned) {
    return returned == null ? null : returned.value();
  }

  private Return block(List<?> ops) {
    for (Object op : ops) {
      Return returned = step(list(op));
      if (returned != null) {
        return returned;
      }
    }
    return null;
  }

  private Return step(List<?> op) {
    String name = (String) op.getFirst();
    if (skipped(name, op)) {
      return null;
    }
    switch (name) {
      case "yield" -> await(sleep(Duration.ZERO));
      case "sleep" -> await(sleep(ms(op.get(1))));
      case "await" -> got("await " + op.get(1), await(awaitable(op.get(1))));
      case "call" -> got("call " + op.get(1), await(body(list(op.get(2)))));
      case "gather" -> got("gather", await(gathered(list(op.get(1)), (Boolean) op.get(2))));
      case "wait" -> got("wait", waited(list(op.get(1)), (String) op.get(2), op.get(3)));
      case "wait-for" -> got("wait-for " + label(op.get(1)), await(waitFor(awaitable(op.get(1)), limit(op.get(2)))));
      case "shield" -> got("shield " + label(op.get(1)), await(shield(awaitable(op.get(1)))));
      case "as-completed" -> completed(list(op.get(1)), limit(argument(op, 2)));
      case "timeout" -> {
        return Timeout.call(limit(op.get(1)), t -> within(t, op));
      }
      case "timeout-at" -> {
        return op.get(1) == null
            ? Timeout.call(null, t -> within(t, op))
            : Timeout.callAt(ms(op.get(1)).toNanos(), t -> within(t, op));
      }
      case "group" -> {
        return TaskGroup.call(group -> {
          named.put((String) op.get(1), group);
          return block(list(op.get(2)));
        });
      }
      case "lock", "semaphore" -> {
        return holding(object(op), () -> block(list(op.get(2))));
      }
      case "acquire" -> acquire(object(op));
      case "wait-event" -> await(((Event) object(op)).await());
      case "wait-condition" -> {
        Condition condition = (Condition) object(op);
        holding(condition, () -> await(condition.await()));
      }
      case "notify" -> {
        Condition condition = (Condition) object(op);
        holding(condition, () -> {
          condition.notify((Integer) op.get(2));
          return null;
        });
      }
      case "wait-barrier" -> got("wait-barrier " + op.get(1), await(((Barrier) object(op)).await()));
      case "condition-wait" -> await(((Condition) object(op)).await());
      case "condition-wait-until" -> {
        Counter counter = (Counter) named.get(op.get(2));
        await(((Condition) object(op)).awaitUntil(() -> counter.value >= (Integer) op.get(3)));
      }
      case "abort-barrier" -> await(((Barrier) object(op)).abort());
      case "reset-barrier" -> await(((Barrier) object(op)).reset());
      case "put" -> await(queue(op).put(op.get(2)));
      case "get" -> got("get " + op.get(1), await(queue(op).get()));
      case "join" -> await(queue(op).join());
      case "return" -> {
        return new Return(op.get(1));
      }
      case "try" -> {
        return attempt(list(op.get(1)), (Map<?, ?>) op.get(2));
      }
      default -> call(op);
    }
    return null;
  }

  private Future<? extends List<?>> gathered(List<?> names, boolean returnExceptions) {
    List<Awaitable<?>> awaitables = new ArrayList<>();
    names.forEach(name -> awaitables.add(awaitable(name)));
    return returnExceptions ? gatherReturningExceptions(awaitables) : gather(awaitables);
  }

  private Return within(Timeout timeout, List<?> op) {
    if (argument(op, 3) instanceof String name) {
      named.put(name, timeout);
    }
    return block(list(op.get(2)));
  }

  private List<String> waited(List<?> names, String when, Object ms) {
    List<Future<?>> futures = new ArrayList<>();
    names.forEach(name -> futures.add((Future<?>) awaitable(name)));
    Duration limit = limit(ms);
    Waited<Future<?>> waited = await(switch (when) {
      case "all" -> waitAll(futures, limit);
      case "first" -> waitAny(futures, limit);
      default -> waitFirstException(futures, limit);
    });
    return names.stream().map(String.class::cast).distinct().sorted()
        .filter(name -> waited.done().contains(named.get(name))).toList();
  }

  private void completed(List<?> names, Duration limit) {
    List<Awaitable<?>> left = new ArrayList<>();
    names.forEach(name -> left.add(awaitable(name)));
    left.removeIf(awaitable -> awaitable instanceof Future<?> future && future.done());
    for (Coroutine<?> next : asCompleted(left, limit)) {
      got("as-completed", await(next));
    }
  }

  private <T> T holding(Object object, Callable<T> body) {
    acquire(object);
    try {
      return body.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      release(object);
    }
  }

  private void acquire(Object object) {
    switch (object) {
      case Lock lock -> await(lock.acquire());
      case Semaphore semaphore -> await(semaphore.acquire());
      case Condition condition -> await(condition.acquire());
      default -> throw new AttributeError();
    }
  }

  private void release(Object object) {
    switch (object) {
      case Lock lock -> lock.release();
      case Semaphore semaphore -> asBadArgument(semaphore::release);
      case Condition condition -> condition.release();
      default -> throw new AttributeError();
    }
  }

  private Return attempt(List<?> ops, Map<?, ?> handlers) {
    try {
      return block(ops);
    } catch (CancelledError e) {
      return handle(handlers, "cancelled", e);
    } catch (RuntimeException e) {
      return handle(handlers, "except", e);
    } finally {
      if (handlers.containsKey("finally")) {
        block(list(handlers.get("finally"))); // a return there only ends it
      }
    }
  }

  private <E extends Throwable> Return handle(Map<?, ?> handlers, String which, E error) throws E {
    if (!handlers.containsKey(which)) {
      throw error;
    }
    Trace.mark("caught " + errorName(error));
    return block(list(handlers.get(which)));
  }

  // -- what a callback may do too -------------------------------------------------------------------

  private void call(List<?> op) {
    String name = (String) op.getFirst();
    if (name.equals("raise")) {
      throw new Boom(op.get(1));
    }
    if (name.equals("raise-cancelled")) {
      throw new CancelledError((String) argument(op, 1));
    }
    if (skipped(name, op)) {
      return;
    }
    try {
      perform(name, op);
    } catch (RuntimeException e) {
      Trace.mark(name + " failed: " + errorName(e));
    }
  }

  @SuppressWarnings("unchecked") // futures of scripts hold any value
  private void perform(String name, List<?> op) {
    switch (name) {
      case "mark" -> Trace.mark((String) op.get(1));
      case "spawn" -> named.put((String) op.get(1), loop.createTask(body(list(op.get(2))), (String) op.get(1)));
      case "spawn-in" -> {
        TaskGroup group = (TaskGroup) object(op);
        named.put((String) op.get(2), group.createTask(body(list(op.get(3))), (String) op.get(2)));
      }
      case "set" -> ((Future<Object>) object(op)).setResult(op.get(2));
      case "fail" -> ((Future<?>) object(op)).setException(new Boom(op.get(2)));
      case "fail-cancelled" -> ((Future<?>) object(op)).setException(new CancelledError((String) argument(op, 2)));
      case "spawn-eager" -> {
        String task = (String) op.get(1);
        named.put(task, new Task<>(body(list(op.get(2))), loop, task, null, true));
      }
      case "gather-as" -> named.put((String) op.get(1), gathered(list(op.get(2)), (Boolean) op.get(3)));
      case "shield-as" -> named.put((String) op.get(1), shield(awaitable(op.get(2))));
      case "cancel" -> got("cancel " + op.get(1), cancel(object(op), (String) argument(op, 2)));
      case "uncancel", "cancelling" -> {
        Task<?> task = task(op);
        String what = op.size() == 1 ? name : name + " " + op.get(1);
        got(what, name.equals("uncancel") ? task.uncancel() : task.cancelling());
      }
      case "current-task" -> got(name, currentTask() == null ? null : currentTask().name());
      case "all-tasks" -> got(name, allTasks().stream().map(Task::name).toList());
      case "state" -> got("state " + op.get(1), state(future(op)));
      case "result" -> got("result " + op.get(1), future(op).result());
      case "exception" -> got("exception " + op.get(1), future(op).exception());
      case "reschedule" -> timeout(op).reschedule(limit(op.get(2)));
      case "expired" -> got("expired " + op.get(1), timeout(op).expired());
      case "when" -> {
        Long when = timeout(op).when();
        got("when " + op.get(1), when == null ? null : when / 1_000_000);
      }
      case "look" -> got("look " + op.get(1), stateOf(object(op)));
      case "add" -> ((Counter) object(op)).value += (Integer) op.get(2);
      case "notify-now" -> ((Condition) object(op)).notify((Integer) op.get(2));
      case "notify-all" -> ((Condition) object(op)).notifyEach();
      case "set-var" -> tokens.put((String) op.get(1), var(op).set(op.get(2)));
      case "get-var" -> got("get-var " + op.get(1), var(op).get());
      case "reset-var" -> {
        if (tokens.containsKey(op.get(1))) {
          var(op).reset(tokens.get(op.get(1)));
        } else {
          Trace.mark("reset-var skipped");
        }
      }
      case "copy-context" -> named.put((String) op.get(1), Context.copyCurrent());
      case "spawn-with" -> named.put(
          (String) op.get(2), loop.createTask(body(list(op.get(3))), (String) op.get(2), (Context) object(op)));
      case "soon-with" -> named.put(
          (String) op.get(2), loop.callSoon(callback(op.get(2), op.get(3)), (Context) object(op)));
      case "on-done-with" -> {
        Runnable callback = callback(op.get(3), op.get(4));
        ((Future<?>) object(op))
            .addDoneCallback(named((String) op.get(3), done -> callback.run()), (Context) named.get(op.get(2)));
      }
      case "set-event" -> ((Event) object(op)).set();
      case "clear-event" -> ((Event) object(op)).clear();
      case "release" -> release(object(op));
      case "put-nowait" -> queue(op).putNowait(op.get(2));
      case "get-nowait" -> got("get-nowait " + op.get(1), queue(op).getNowait());
      case "task-done" -> asBadArgument(queue(op)::taskDone);
      case "shutdown" -> queue(op).shutdown((Boolean) op.get(2));
      case "soon" -> named.put((String) op.get(1), loop.callSoon(callback(op.get(1), op.get(2))));
      case "later" -> named.put((String) op.get(1), loop.callLater(ms(op.get(2)), callback(op.get(1), op.get(3))));
      case "withdraw" -> ((Handle) object(op)).cancel();
      case "on-done" -> {
        Consumer<Future<?>> callback = doneCallback((String) op.get(2), argument(op, 3));
        if (callback == null) {
          Trace.mark("on-done skipped");
        } else {
          future(op).addDoneCallback(callback);
        }
      }
      case "remove-callback" -> {
        Consumer<Future<?>> callback = callbacks.get(op.get(2));
        if (callback == null) {
          Trace.mark("remove-callback skipped");
        } else {
          got("remove-callback " + op.get(1) + " " + op.get(2), future(op).removeDoneCallback(callback));
        }
      }
      default -> throw new AttributeError(); // an op that pauses, in a callback
    }
  }

  /** Once too often is a ValueError to CPython, and a wrong state to Java. */
  private static void asBadArgument(Runnable tooOften) {
    try {
      tooOften.run();
    } catch (IllegalStateException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** What a synchronisation object tells of itself. */
  private static String stateOf(Object object) {
    return switch (object) {
      case Counter counter -> String.valueOf(counter.value);
      case Event event -> event.isSet() ? "set" : "unset";
      case Barrier barrier -> "waiting " + barrier.waiting() + " of " + barrier.parties()
          + (barrier.broken() ? " broken" : "");
      case dev.rondo.sync.Queue<?> queue -> "size " + queue.size()
          + (queue.isEmpty() ? " empty" : "") + (queue.isFull() ? " full" : "");
      case Lock lock -> locked(lock.locked());
      case Semaphore semaphore -> locked(semaphore.locked());
      case Condition condition -> locked(condition.locked());
      default -> throw new AttributeError();
    };
  }

  private static String locked(boolean locked) {
    return locked ? "locked" : "unlocked";
  }

  private static Object cancel(Object object, String message) {
    return switch (object) {
      case Future<?> future -> future.cancel(message);
      case Handle handle -> {
        if (message != null) {
          throw new TypeError();
        }
        handle.cancel();
        yield null;
      }
      default -> throw new AttributeError();
    };
  }

  private Task<?> task(List<?> op) {
    Object task = op.size() == 1 ? currentTask() : object(op);
    if (task instanceof Task<?> found) {
      return found;
    }
    throw new AttributeError();
  }

  private static String state(Future<?> future) {
    if (!future.done()) {
      return "pending";
    }
    if (future.cancelled()) {
      return "cancelled";
    }
    Throwable failure = future.exception();
    return failure == null ? "done " + text(future.result()) : "failed " + text(failure);
  }

  /** The callback of that name: a new one, or where there are no ops the one made before, if any. */
  private Consumer<Future<?>> doneCallback(String name, Object ops) {
    if (ops != null) {
      Runnable callback = callback(name, ops);
      callbacks.put(name, named(name, done -> callback.run()));
    }
    return callbacks.get(name);
  }

  private Runnable callback(Object name, Object ops) {
    return named((String) name, () -> list(ops).forEach(op -> call(list(op))));
  }

  // -- names and values -----------------------------------------------------------------------------

  private static final Set<String> REFERRING = Set.of(
      "await", "wait-for", "shield", "cancel", "on-done", "set", "fail", "withdraw", "spawn-in", "lock",
      "acquire", "release", "semaphore", "wait-event", "set-event", "clear-event", "wait-condition",
      "notify", "wait-barrier", "put", "get", "put-nowait", "get-nowait", "task-done", "join", "shutdown",
      "condition-wait", "notify-now", "notify-all", "abort-barrier", "reset-barrier", "look", "add", "set-var",
      "get-var", "reset-var", "spawn-with", "soon-with",
      "uncancel", "cancelling", "state", "result", "exception", "fail-cancelled", "remove-callback",
      "reschedule", "expired", "when");

  /** An op that refers to something that nothing has made yet is not done, but marked. */
  private boolean skipped(String name, List<?> op) {
    List<?> refs = switch (name) {
      case "gather", "wait", "as-completed" -> list(op.get(1));
      case "gather-as" -> list(op.get(2));
      case "shield-as" -> op.subList(2, 3);
      case "condition-wait-until", "on-done-with" -> op.subList(1, 3);
      default -> REFERRING.contains(name) ? op.subList(1, Math.min(2, op.size())) : List.of();
    };
    if (refs.stream().allMatch(ref -> ref instanceof List || named.containsKey(ref))) {
      return false;
    }
    Trace.mark(name + " skipped");
    return true;
  }

  private Object object(List<?> op) {
    return named.get(op.get(1));
  }

  @SuppressWarnings("unchecked") // variables of scripts hold any value
  private ContextVar<Object> var(List<?> op) {
    return (ContextVar<Object>) object(op);
  }

  private Future<?> future(List<?> op) {
    if (object(op) instanceof Future<?> future) {
      return future;
    }
    throw new AttributeError();
  }

  private Timeout timeout(List<?> op) {
    if (object(op) instanceof Timeout timeout) {
      return timeout;
    }
    throw new AttributeError();
  }

  @SuppressWarnings("unchecked") // queues of scripts hold any value
  private dev.rondo.sync.Queue<Object> queue(List<?> op) {
    return (dev.rondo.sync.Queue<Object>) object(op);
  }

  /** What a name stands for; a body stands for a new coroutine. */
  private Awaitable<?> awaitable(Object name) {
    if (name instanceof List<?> ops) {
      return body(ops);
    }
    if (named.get(name) instanceof Awaitable<?> awaitable) {
      return awaitable;
    }
    throw new TypeError();
  }

  private static Object label(Object name) {
    return name instanceof List ? "coroutine" : name;
  }

  private void got(String op, Object value) {
    Trace.mark(op + " -> " + text(value));
  }

  private static List<?> list(Object value) {
    return (List<?>) value;
  }

  private static Duration ms(Object value) {
    return Duration.ofMillis(((Number) value).longValue());
  }

  /** Milliseconds, or null for no limit. */
  private static Duration limit(Object value) {
    return value == null ? null : ms(value);
  }

  /** An argument that may be left out. */
  private static Object argument(List<?> op, int index) {
    return index < op.size() ? op.get(index) : null;
  }

  private static String text(Object value) {
    return switch (value) {
      case null -> "null";
      case Throwable error -> "<" + errorName(error) + ">";
      case List<?> values -> values.stream()
          .map(v -> v instanceof CancelledError ? "<cancelled>" : text(v)) // CPython may drop the message there
          .collect(Collectors.joining(", ", "[", "]"));
      default -> value.toString();
    };
  }

  private static String errorName(Throwable error) {
    return switch (error) {
      case CancelledError e -> e.getMessage() == null ? "cancelled" : ("cancelled " + e.getMessage()).strip();
      case dev.rondo.TimeoutException e -> "timeout";
      case Boom e -> "boom " + e.getMessage();
      case ExceptionGroup e ->
          e.exceptions().stream().map(Program::errorName).collect(Collectors.joining(", ", "group[", "]"));
      case InvalidStateException e -> "invalid-state";
      case QueueFullException e -> "queue-full";
      case QueueEmptyException e -> "queue-empty";
      case QueueShutDownException e -> "queue-shutdown";
      case dev.rondo.sync.BrokenBarrierException e -> "broken-barrier";
      case IllegalStateException e -> "runtime";
      case IllegalArgumentException e -> "value";
      case NoSuchElementException e -> "lookup";
      default -> error.getClass().getSimpleName();
    };
  }
}
