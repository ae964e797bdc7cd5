package dev.rondo;

import static dev.rondo.Async.async;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.observe.LoopInfo;
import dev.rondo.observe.LoopObserver;
import dev.rondo.observe.ObserverProvider;
import dev.rondo.schedule.Director;
import dev.rondo.schedule.Input;
import dev.rondo.schedule.Order;
import java.io.FileNotFoundException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What comes from outside is told, and given back without asking again. */
class InputsTest {

  record Point(int x, @Nullable String label) {}

  record Path(List<Point> points, Map<String, Double> weights, TimeUnit unit) {}

  record Circle(@Nullable Circle inner) {}

  /** Hears of inputs, and gives those that it is to give. */
  private static final class Ear implements ObserverProvider, LoopObserver, Director {
    final List<String> names = new ArrayList<>();
    final List<Input> heard = new ArrayList<>();
    final Deque<Input> toGive = new ArrayDeque<>();

    @Override
    public LoopObserver observe(LoopInfo loop) {
      return this;
    }

    @Override
    public @Nullable Director direct(LoopInfo loop) {
      return toGive.isEmpty() ? null : this;
    }

    @Override
    public void inputTaken(long task, String name, @Nullable Object value, @Nullable String error) {
      names.add(name);
      heard.add(new Input(value, error));
    }

    @Override
    public @Nullable Input input(String name) {
      return toGive.poll();
    }

    @Override
    public long time() {
      return System.nanoTime();
    }

    @Override
    public @Nullable Order next() {
      return null;
    }

    @Override
    public void impossible(Order order) {}

    @Override
    public Completion completion(long future) {
      return Completion.AS_IT_IS;
    }
  }

  private final Ear ear = new Ear();

  private <T> T inLoop(Callable<T> body) {
    return Async.run(async(() -> body.call()), EventLoop.builder().observer(ear));
  }

  private static <T> T never() {
    throw new AssertionError("the source is asked again");
  }

  /** Takes it, hears what is told, and is given the same by that. */
  private <T> void comesBack(Class<T> type, T value, @Nullable Object json) {
    ear.heard.clear();
    assertThat(inLoop(() -> Inputs.of("it", type, () -> value))).isSameAs(value);
    assertThat(ear.heard).containsExactly(new Input(json, null));
    ear.toGive.addAll(ear.heard);
    T again = inLoop(() -> Inputs.of("it", type, InputsTest::never));
    assertThat(again).isEqualTo(value);
    assertThat(ear.heard).containsExactly(new Input(json, null), new Input(json, null));
  }

  @Test
  void plainValuesComeBackAsTheyWere() {
    comesBack(String.class, "tea", "tea");
    comesBack(Boolean.class, true, true);
    comesBack(Character.class, 'ü', "ü");
    comesBack(Byte.class, (byte) -3, -3L);
    comesBack(Short.class, (short) 300, 300L);
    comesBack(Integer.class, 70_000, 70_000L);
    comesBack(int.class, 7, 7L);
    comesBack(Long.class, Long.MIN_VALUE, Long.MIN_VALUE);
    comesBack(Float.class, 0.1f, (double) 0.1f);
    comesBack(Double.class, 1e300, 1e300);
    comesBack(Double.class, Double.NEGATIVE_INFINITY, "-Infinity");
    comesBack(byte[].class, new byte[] {1, -1}, "Af8=");
    comesBack(TimeUnit.class, TimeUnit.DAYS, "DAYS");
    comesBack(BigInteger.class, BigInteger.TWO.pow(70), "1180591620717411303424");
    comesBack(BigDecimal.class, new BigDecimal("1.50"), "1.50");
    comesBack(Instant.class, Instant.ofEpochSecond(1, 1), "1970-01-01T00:00:01.000000001Z");
    comesBack(Duration.class, Duration.ofMillis(1500), "PT1.5S");
    comesBack(LocalDate.class, LocalDate.of(2026, 2, 28), "2026-02-28");
    comesBack(UUID.class, new UUID(1, 2), "00000000-0000-0001-0000-000000000002");
    comesBack(URI.class, URI.create("a:b"), "a:b");
  }

  @Test
  void nullsComeBackAsNull() {
    assertThat(inLoop(() -> String.valueOf(Inputs.of("it", String.class, () -> null))))
        .isEqualTo("null");
    assertThat(ear.heard).containsExactly(new Input(null, null));
    ear.toGive.addAll(ear.heard);
    assertThat(inLoop(() -> String.valueOf(Inputs.of("it", String.class, InputsTest::never))))
        .isEqualTo("null");
  }

  @Test
  void recordsComeBackWithAllThatTheyHold() {
    comesBack(
        Path.class,
        new Path(List.of(new Point(1, "a"), new Point(2, null)), Map.of("w", 0.5), TimeUnit.DAYS),
        Map.of(
            "points",
            List.of(Map.of("x", 1L, "label", "a"), labelless()),
            "weights",
            Map.of("w", 0.5),
            "unit",
            "DAYS"));
  }

  private static Map<String, @Nullable Object> labelless() {
    Map<String, @Nullable Object> point = new LinkedHashMap<>();
    point.put("x", 2L);
    point.put("label", null);
    return point;
  }

  @Test
  void jsonIsTakenAsItIs() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("z", Arrays.asList(1L, 2.5, "x", true, null));
    map.put("a", Map.of());
    comesBack(Map.class, map, map);
    comesBack(List.class, List.of(map), List.of(map));
    comesBack(Object.class, "x", "x");
    ear.heard.clear();
    inLoop(() -> Inputs.of("it", List.class, () -> List.of(1, 'c', Duration.ZERO)));
    assertThat(ear.heard).containsExactly(new Input(List.of(1L, "c", "PT0S"), null));
  }

  @Test
  void whatComesBackMayBeChangedAndTheTraceStaysAsItIs() {
    Object json = List.of(Map.of("a", List.of(1L)));
    ear.toGive.add(new Input(json, null));
    assertThat(inLoop(() -> changed(Inputs.of("it", List.class, InputsTest::never))))
        .hasToString("[{a=[1, more], more=more}, more]");
    ear.toGive.add(new Input(json, null));
    assertThat(
            inLoop(() ->
                changed(
                    Inputs.<List<Object>>of(
                        "it", list -> list, InputsTest::list, InputsTest::never))))
        .hasToString("[{a=[1, more], more=more}, more]");
    ear.toGive.add(new Input(Map.of("points", List.of(), "weights", Map.of()), null));
    Path path = inLoop(() -> Inputs.of("it", Path.class, InputsTest::never));
    path.points().add(new Point(1, null));
    path.weights().put("w", 0.5);
    assertThat(ear.heard.getFirst().value()).hasToString("[{a=[1]}]").isEqualTo(json);
    assertThat(ear.heard.getLast().value())
        .isEqualTo(Map.of("points", List.of(), "weights", Map.of()));
  }

  @SuppressWarnings("unchecked") // of JSON
  private static List<Object> changed(List<Object> list) {
    Map<String, Object> first = (Map<String, Object>) list.getFirst();
    ((List<Object>) first.get("a")).add("more");
    first.put("more", "more");
    list.add("more");
    return list;
  }

  @SuppressWarnings("unchecked") // it is one
  private static List<Object> list(@Nullable Object json) {
    return (List<Object>) json;
  }

  @Test
  void aTypeOfAnyKindComesBackByTwoFunctions() {
    Callable<StringBuilder> source = () -> new StringBuilder("ab");
    inLoop(() -> Inputs.of("it", StringBuilder::toString, InputsTest::builder, source));
    assertThat(ear.heard).containsExactly(new Input("ab", null));
    ear.toGive.add(new Input("cd", null));
    assertThat(
            inLoop(() ->
                    Inputs.<StringBuilder>of(
                        "it", StringBuilder::toString, InputsTest::builder, InputsTest::never))
                .toString())
        .isEqualTo("cd");
  }

  private static StringBuilder builder(@Nullable Object json) {
    return new StringBuilder(String.valueOf(json));
  }

  @Test
  void aTypeThatCannotComeBackIsRefusedRecordedOrNot() {
    assertThatThrownBy(() -> Inputs.of("it", Thread.class, Thread::currentThread))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "java.lang.Thread cannot be an input: give two functions that make JSON of it and"
                + " back");
    assertThatThrownBy(() -> Inputs.of("it", Circle.class, () -> new Circle(null)))
        .hasMessageContaining("it is a part of itself");
    List<Object> circle = new ArrayList<>();
    circle.add(circle);
    assertThatThrownBy(() -> inLoop(() -> Inputs.of("it", List.class, () -> circle)))
        .hasMessageContaining("nested deeper than 100");
  }

  @Test
  void whatWasAnotherTypeIsAskedForAgain() {
    ear.toGive.add(new Input(3_000_000_000L, null));
    assertThat(inLoop(() -> Inputs.of("it", Integer.class, () -> 5))).isEqualTo(5);
    assertThat(ear.heard).containsExactly(new Input(5L, null));
  }

  // -- sources that fail --------------------------------------------------------------------------

  @Test
  void aFailureIsTheSameWhenItComesAgain() {
    InputException first =
        failing(() -> {
          throw new FileNotFoundException("a.json");
        });
    assertThat(first)
        .hasMessage("input 'it' failed: FileNotFoundException: a.json")
        .hasCauseInstanceOf(FileNotFoundException.class);
    assertThat(ear.heard).containsExactly(new Input(null, "FileNotFoundException: a.json"));
    ear.toGive.addAll(ear.heard);
    InputException again = failing(InputsTest::never);
    assertThat(again).hasMessage(first.getMessage()).hasNoCause();
    assertThat(again.error()).isEqualTo(first.error());
    assertThat(ear.heard).hasSize(2);
  }

  private InputException failing(Callable<String> source) {
    return inLoop(() -> {
      try {
        return Inputs.<InputException>of(
            "it",
            Object::toString,
            json -> null,
            () -> {
              throw new AssertionError(source.call());
            });
      } catch (InputException e) {
        return e;
      }
    });
  }

  @Test
  void anErrorGoesThroughAndIsNotTold() {
    assertThatThrownBy(() -> inLoop(() -> Inputs.of("it", String.class, InputsTest::never)))
        .isInstanceOf(AssertionError.class);
    assertThat(ear.heard).isEmpty();
  }

  // -- the ready made ones ------------------------------------------------------------------------

  @Test
  void theTimeIsToldToItsLastDigit() {
    Instant now = inLoop(Inputs::now);
    assertThat(ear.names).containsExactly("now");
    assertThat(ear.heard).containsExactly(new Input(now.toString(), null));
  }

  @Test
  void chanceIsToldByItsSeed() {
    List<Integer> first = inLoop(InputsTest::dice);
    assertThat(ear.names).containsExactly("random");
    ear.toGive.addAll(ear.heard);
    assertThat(inLoop(InputsTest::dice)).isEqualTo(first);
  }

  private static List<Integer> dice() {
    RandomGenerator random = Inputs.random();
    return Collections.nCopies(100, 0).stream().map(_ -> random.nextInt()).toList();
  }

  @Test
  void whereNoLoopRunsTheSourceIsAsked() {
    assertThat(Inputs.of("it", String.class, () -> "tea")).isEqualTo("tea");
    assertThatThrownBy(() ->
            Inputs.of(
                "it",
                String.class,
                () -> {
                  throw new Exception("no");
                }))
        .isInstanceOf(InputException.class)
        .hasMessage("input 'it' failed: Exception: no");
  }
}
