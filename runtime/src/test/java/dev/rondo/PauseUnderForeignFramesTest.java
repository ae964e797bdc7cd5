package dev.rondo;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static dev.rondo.Async.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.dump.TaskDump;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pauses with frames of somebody else between the coroutine and its await. */
class PauseUnderForeignFramesTest extends OnBothEngines {
  private static final ScopedValue<String> SCOPED = ScopedValue.newInstance();

  // -- these work ---------------------------------------------------------------------------------

  @Test
  void inAComparator() {
    go(() -> {
      Task<Void> other = createTask(async("other", () -> log("other")));
      List<Integer> numbers = new ArrayList<>(List.of(3, 1, 2));
      numbers.sort(PauseUnderForeignFramesTest::compareWithAPause);
      log(numbers);
      TreeSet<Integer> set = new TreeSet<>(PauseUnderForeignFramesTest::compareWithAPause);
      set.addAll(numbers);
      log(set);
      await(other);
    });
    assertLog("other", "[1, 2, 3]", "[1, 2, 3]");
  }

  private static int compareWithAPause(Integer a, Integer b) {
    await(pause());
    return a.compareTo(b);
  }

  @Test
  void inAStreamAForEachAndAnIterator() {
    go(() -> {
      List<Integer> doubled = Stream.of(1, 2).map(PauseUnderForeignFramesTest::doubled).toList();
      assertThat(doubled).containsExactly(2, 4);
      List.of(1, 2).forEach(i -> log(doubled(i)));
      Map<String, Integer> map = new HashMap<>();
      map.computeIfAbsent("a", _ -> doubled(5));
      log(map);
      Iterable<Integer> pausing = () -> Stream.of(7, 8).peek(_ -> doubled(0)).iterator();
      pausing.forEach(this::log);
    });
    assertLog("2", "4", "{a=10}", "7", "8");
  }

  private static int doubled(int i) {
    await(pause());
    return 2 * i;
  }

  @Test
  void inReflectionMethodHandlesAndProxies() throws Throwable {
    Method method = getClass().getDeclaredMethod("doubled", int.class);
    MethodHandle handle =
        MethodHandles.lookup()
            .findStatic(getClass(), "doubled", MethodType.methodType(int.class, int.class));
    Comparable<?> proxy =
        (Comparable<?>)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Comparable.class},
                (_, _, arguments) -> doubled((Integer) arguments[0]));
    go(() -> {
      log(method.invoke(null, 1));
      log(invoke(handle));
      log(Comparable.class.getMethod("compareTo", Object.class).invoke(proxy, 3));
    });
    assertLog("2", "4", "6");
  }

  private static Object invoke(MethodHandle handle) {
    try {
      return handle.invoke(2);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void deepDownAStack() {
    go(() -> {
      Task<Integer> other = createTask(async("other", () -> down(500)));
      log(down(500));
      log(await(other));
    });
    assertLog("500", "500");
  }

  private static int down(int levels) {
    if (levels == 0) {
      await(pause());
      return 0;
    }
    return down(levels - 1) + 1;
  }

  @Test
  void aStackOverflowFailsItsTaskAlone() {
    go(() -> {
      Task<Integer> deep = createTask(async("deep", () -> down(10_000_000)));
      Task<Integer> other = createTask(async("other", () -> down(10)));
      assertThatThrownBy(() -> await(deep)).isInstanceOf(StackOverflowError.class);
      log(await(other));
    });
    assertLog("10");
  }

  @Test
  void pausesNearTheEndOfTheStackSucceedOrFailButHarmNobody() {
    for (int shift = 0; shift < 20; shift++) {
      int frames = shift;
      go(() -> {
        Task<Integer> deep = createTask(async("deep", () -> shifted(frames, new int[] {40})));
        Task<Integer> other = createTask(async("other", () -> down(10)));
        assertThatThrownBy(() -> await(deep)).isInstanceOf(StackOverflowError.class);
        assertThat(await(other)).isEqualTo(10);
        assertThat(await(createTask(async("next", () -> down(10))))).isEqualTo(10);
      });
    }
  }

  private static int shifted(int frames, int[] pauses) {
    return frames == 0 ? overflow(pauses) : shifted(frames - 1, pauses) + 1;
  }

  /** Overflows, and pauses in every frame on its way out, as often as allowed. */
  private static int overflow(int[] pauses) {
    try {
      return overflow(pauses) + 1;
    } catch (StackOverflowError e) {
      if (pauses[0]-- > 0) {
        await(pause());
      }
      throw e;
    }
  }

  @Test
  void awaitsThatOverflowLeaveNothingOfTheirsInTheTask() {
    go(() -> {
      for (int shift = 0; shift < 20; shift++) {
        int frames = shift;
        Task<Void> deep = createTask(async("deep", () -> overflowsThenSleeps(frames)));
        await(sleep(Duration.ofMillis(1)));
        List<TaskDump> tasks = EventLoop.current().dump().tasks();
        TaskDump sleeping = tasks.stream().filter(each -> each.id() == deep.id()).findFirst().get();
        assertThat(sleeping.coroutines()).hasSize(2);
        await(deep);
      }
    });
  }

  private static void overflowsThenSleeps(int frames) {
    try {
      shiftedAwaits(frames);
    } catch (StackOverflowError e) {
      await(sleep(Duration.ofMillis(10)));
    }
  }

  private static int shiftedAwaits(int frames) {
    return frames == 0 ? awaits() : shiftedAwaits(frames - 1) + 1;
  }

  private static int awaits() {
    return await(async("inner", () -> awaits() + 1));
  }

  // -- these are refused --------------------------------------------------------------------------

  private static final class Initialised {
    static final int VALUE = doubled(4);
  }

  @Test
  void inAClassInitialiser() {
    if (onContinuations()) { // a class is initialised once for both engines
      assertRefusedInInitialiser(() -> Initialised.VALUE, Initialised.class);
    } else {
      assertRefusedInInitialiser(() -> InitialisedToo.VALUE, InitialisedToo.class);
    }
  }

  private static final class InitialisedToo {
    static final int VALUE = doubled(4);
  }

  private interface Value {
    int get();
  }

  private void assertRefusedInInitialiser(Value value, Class<?> type) {
    go(() ->
        assertThatThrownBy(value::get)
            .isInstanceOf(ExceptionInInitializerError.class)
            .cause()
            .isInstanceOf(PauseException.class)
            .hasMessageContaining("in the class initialiser of " + type.getName())
            .hasMessageContaining("PauseUnderForeignFramesTest.java:"));
    go(() ->
        assertThatThrownBy(value::get).isInstanceOf(NoClassDefFoundError.class)); // Java's rule
  }

  @Test
  @SuppressWarnings("restricted") // native code is the point
  void inACallbackFromNativeCode() throws Throwable {
    MethodHandle sort =
        Linker.nativeLinker()
            .downcallHandle(
                Linker.nativeLinker().defaultLookup().find("qsort").orElseThrow(),
                FunctionDescriptor.ofVoid(
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.ADDRESS));
    go(() -> {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment numbers = arena.allocateFrom(ValueLayout.JAVA_INT, 3, 1, 2);
        qsort(sort, numbers, arena);
        log(numbers.getAtIndex(ValueLayout.JAVA_INT, 0));
      }
      await(pause());
    });
    assertLog("1");
  }

  @SuppressWarnings("restricted")
  private static void qsort(MethodHandle sort, MemorySegment numbers, Arena arena) {
    MemorySegment compare;
    try {
      MethodType type = MethodType.methodType(int.class, MemorySegment.class, MemorySegment.class);
      var address = ValueLayout.ADDRESS.withTargetLayout(ValueLayout.JAVA_INT);
      compare =
          Linker.nativeLinker()
              .upcallStub(
                  MethodHandles.lookup()
                      .findStatic(PauseUnderForeignFramesTest.class, "compareInts", type),
                  FunctionDescriptor.of(ValueLayout.JAVA_INT, address, address),
                  arena);
      sort.invoke(numbers, 3L, 4L, compare);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** An exception may not leave an upcall, so the check is here. */
  private static int compareInts(MemorySegment a, MemorySegment b) {
    assertThatThrownBy(() -> await(pause()))
        .isInstanceOf(PauseException.class)
        .hasMessageContaining("in a callback from native code")
        .hasMessageContaining("compareInts");
    return Integer.compare(a.get(ValueLayout.JAVA_INT, 0), b.get(ValueLayout.JAVA_INT, 0));
  }

  @Test
  void inAScopedValueBinding() {
    go(() -> {
      ScopedValue.where(SCOPED, "bound")
          .run(() -> {
            assertThat(SCOPED.get()).isEqualTo("bound");
            assertThatThrownBy(() -> await(pause()))
                .isInstanceOf(PauseException.class)
                .hasMessageContaining("within a ScopedValue binding")
                .hasMessageContaining("PauseUnderForeignFramesTest.java:");
          });
      await(pause());
      assertThat(SCOPED.isBound()).isFalse();
    });
  }

  @Test
  void onAThreadOfAParallelStreamThereIsNoTask() throws Exception {
    Thread other =
        new Thread(() ->
            assertThatThrownBy(() -> await(pause()))
                .isInstanceOf(PauseException.class)
                .hasMessageContaining("outside of a task")
                .hasMessageContaining("no event loop runs in this thread"));
    List<Throwable> failures = new ArrayList<>();
    other.setUncaughtExceptionHandler((_, e) -> failures.add(e));
    other.start();
    other.join();
    assertThat(failures).isEmpty();
  }

  // -- this cannot be told ------------------------------------------------------------------------

  @Test
  void withALockHeldContinuationsLoseItsExclusion() {
    ReentrantLock lock = new ReentrantLock();
    go(() -> {
      Task<Void> holder =
          createTask(
              async(
                  "holder",
                  () -> {
                    lock.lock();
                    await(pause());
                    log("holder");
                    lock.unlock();
                  }));
      await(pause());
      log("lets in: " + lock.tryLock()); // tryLock, since lock would hang on virtual threads
      await(holder);
    });
    assertLog("lets in: " + onContinuations(), "holder");
  }
}
