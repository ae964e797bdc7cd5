package dev.rondo;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static dev.rondo.Async.toThread;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a program says in its trace by itself. */
class TraceTest extends OnBothEngines {
  private final RecordingObserver observer = new RecordingObserver();

  private List<String> said(Block main) {
    Async.run(async("main", main), loops().observer(observer.provider()));
    return observer.lines().stream()
        .filter(line -> line.startsWith("marked") || line.startsWith("used"))
        .toList();
  }

  @Test
  void marksHaveNamesAndAttributesInTheirOrder() {
    List<String> said =
        said(() -> {
          Trace.mark("bare");
          Trace.mark("one", "n", 1);
          Trace.mark("two", "z", 1, "a", List.of("x"));
          Trace.mark("three", "z", 1, "y", true, "x", "text");
          Trace.mark("map", Map.of("k", Map.of("deep", 1)));
        });
    assertThat(said)
        .containsExactly(
            "marked 1 bare {}",
            "marked 1 one {n=1}",
            "marked 1 two {z=1, a=[x]}",
            "marked 1 three {z=1, y=true, x=text}",
            "marked 1 map {k={deep=1}}");
  }

  @Test
  void whatHasNoValueIsLeftOut() {
    List<String> said =
        said(() -> {
          Trace.mark("one", "none", null);
          Trace.mark("two", "none", null, "n", 1);
          Map<String, Object> attributes = new LinkedHashMap<>();
          attributes.put("none", null);
          attributes.put(null, "nameless");
          Trace.mark("map", attributes);
        });
    assertThat(said)
        .containsExactly("marked 1 one {}", "marked 1 two {n=1}", "marked 1 map {null=nameless}");
  }

  @Test
  void aMarkIsACopy() {
    Map<String, Object> attributes = new LinkedHashMap<>(Map.of("n", 1));
    said(() -> {
      Trace.mark("before", attributes);
      attributes.put("n", 2);
    });
    assertThat(observer.lines()).contains("marked 1 before {n=1}");
  }

  @Test
  void usesNameTheObjectByItsIdentity() {
    List<Integer> one = Arrays.asList(1);
    List<Integer> equal = Arrays.asList(1);
    Object nameless = new Object() {};
    List<String> said =
        said(() -> {
          Trace.use(one, "read");
          Trace.use(equal, "cache sessions", "write");
          await(createTask(async("kid", () -> Trace.use(one, "write"))));
          Trace.use(nameless, "look");
          new SharedState("mine").use("put");
        });
    assertThat(said)
        .containsExactly(
            "used 1 1 ArrayList read",
            "used 1 2 cache sessions write",
            "used 2 1 ArrayList write",
            "used 1 3 TraceTest$1 look",
            "used 1 4 mine put");
  }

  @Test
  void aCallbackSaysItOfNoTask() {
    List<String> said =
        said(() -> {
          EventLoop.running().callSoon(() -> Trace.mark("by a callback"));
          await(pause());
        });
    assertThat(said).containsExactly("marked 0 by a callback {}");
  }

  @Test
  void whereNothingIsRecordedNothingHappens() throws Exception {
    Object unprintable =
        new Object() {
          @Override
          public int hashCode() {
            throw new IllegalStateException("called");
          }
        };
    Block everything =
        () -> {
          assertThat(Trace.isRecorded()).isFalse();
          Trace.mark("a");
          Trace.mark("a", "k", unprintable, "l", unprintable);
          Trace.use(unprintable, "read");
          log("said");
        };
    everything.run();
    go(everything);
    said(() -> {
      assertThat(Trace.isRecorded()).isTrue();
      Trace.use(unprintable, "read");
      await(toThread(everything));
    });
    assertLog("said", "said", "said");
  }
}
