package dev.rondo.benchmarks;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static dev.rondo.Async.gather;
import static dev.rondo.Async.run;
import static dev.rondo.Async.sleep;
import static dev.rondo.Async.waitFor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.rondo.Coroutine;
import dev.rondo.Task;
import dev.rondo.TimeoutException;
import dev.rondo.junit.Recorded;
import dev.rondo.junit.Recording;
import dev.rondo.junit.Schedules;
import dev.rondo.sync.Queue;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Small tests as JUnit and the test kit run them, in a process of their own: {@code KitTests
 * recorded|schedules COUNT}. Tells how many there are in a second: of the first ones that the
 * process runs, its class loading counted in, and of COUNT once what is hot is compiled.
 */
final class KitTests {
  private static final int FIRST = 2_000;
  private static final int WARM_UP = 10_000;
  private static final String TIMES = "rondo.benchmarks.times";

  private KitTests() {}

  public static void main(String[] args) {
    int count = Integer.parseInt(args[1]);
    System.out.println("first " + rate(args[0], FIRST));
    rate(args[0], WARM_UP);
    System.out.println("rate " + rate(args[0], count));
  }

  /** Runs so many, and tells how many that is in a second. */
  private static double rate(String which, int count) {
    System.setProperty(TIMES, String.valueOf(count / Small.TESTS));
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    long start = System.nanoTime();
    LauncherFactory.create().execute(request(which, count), listener);
    double seconds = (System.nanoTime() - start) / 1e9;
    TestExecutionSummary summary = listener.getSummary();
    if (summary.getTestsSucceededCount() != count) {
      throw new IllegalStateException(which + ": " + summary.getFailures());
    }
    return count / seconds;
  }

  private static LauncherDiscoveryRequest request(String which, int count) {
    LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
    return switch (which) {
      case "recorded" -> request.selectors(selectClass(Small.class)).build();
      case "schedules" ->
          request
              .selectors(selectClass(UnderSchedules.class))
              .configurationParameter("rondo.schedules", schedules(count))
              .build();
      default -> throw new IllegalArgumentException("no tests " + which);
    };
  }

  private static String schedules(int count) {
    return IntStream.range(0, count)
        .mapToObj(seed -> (seed % 2 == 0 ? "random:" : "pct:") + seed)
        .collect(Collectors.joining(","));
  }

  /** Four tests such as a program has by the hundred, of some twenty to a hundred events each. */
  @Recorded
  static final class Small {
    static final int TESTS = 4;

    private static IntStream times() {
      return IntStream.range(0, Integer.getInteger(TIMES, 1));
    }

    private static Coroutine<String> brew(String what, Duration time) {
      return async(() -> {
        await(sleep(time));
        return what;
      });
    }

    @ParameterizedTest
    @MethodSource("times")
    void one_waits_for_another(int time) {
      String made = run(async(() -> await(createTask(brew("tea", Duration.ofMinutes(3)), "tea"))));
      assertEquals("tea", made);
    }

    @ParameterizedTest
    @MethodSource("times")
    void the_order_is_asked_for(int time, Recording recording) {
      Coroutine<Void> both =
          async(() -> {
            Task<String> tea = createTask(brew("tea", Duration.ofMinutes(3)), "tea");
            await(createTask(brew("toast", Duration.ofMinutes(1)), "toast"));
            await(tea);
          });
      run(both);
      assertEquals(
          List.of("Task-1", "tea", "toast", "toast", "Task-1", "tea", "Task-1"), recording.order());
    }

    @ParameterizedTest
    @MethodSource("times")
    void what_takes_too_long_is_given_up(int time) {
      Coroutine<String> late =
          async(() -> await(waitFor(brew("", Duration.ofDays(1)), Duration.ofSeconds(1))));
      assertThrows(TimeoutException.class, () -> run(late));
    }

    @ParameterizedTest
    @MethodSource("times")
    void a_queue_passes_on_what_is_put(int time) {
      Coroutine<Integer> sum =
          async(() -> {
            Queue<Integer> queue = new Queue<>(2);
            createTask(put(queue, 8));
            int all = 0;
            for (int i = 0; i < 8; i++) {
              all += await(queue.get());
            }
            return all;
          });
      assertEquals(28, run(sum));
    }

    private static Coroutine<Void> put(Queue<Integer> queue, int count) {
      return async(() -> {
        for (int i = 0; i < count; i++) {
          await(queue.put(i));
        }
      });
    }
  }

  /** A test of what three tasks share. */
  static final class UnderSchedules {
    private int left = 3;

    @Schedules
    void each_has_one() {
      run(async(() -> await(gather(List.of(take(), take(), take())))));
      assertEquals(0, left);
    }

    private Coroutine<Void> take() {
      return async(() -> {
        await(sleep(Duration.ofSeconds(1)));
        left--;
        await(sleep(Duration.ZERO));
      });
    }
  }
}
