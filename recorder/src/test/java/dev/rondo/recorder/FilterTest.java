package dev.rondo.recorder;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static dev.rondo.Async.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStream;
import dev.rondo.Async;
import dev.rondo.Coroutine;
import dev.rondo.EventLoop;
import dev.rondo.Future;
import dev.rondo.InputException;
import dev.rondo.Inputs;
import dev.rondo.LoopBuilder;
import dev.rondo.Task;
import dev.rondo.Trace;
import dev.rondo.observe.LoopObserver;
import dev.rondo.trace.TraceEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the filter keeps back is nowhere in the file, and what is left is a correct trace. */
class FilterTest {
  private static final String SECRET = "hunter2";

  @TempDir Path folder;

  private LoopObserver observer = new LoopObserver() {}; // of the recorded loop

  /** Puts the secret in every text that a program can put into its trace. */
  private Coroutine<Void> indiscreet() {
    return async(
        "main " + SECRET,
        () -> {
          EventLoop loop = EventLoop.running();
          loop.setExceptionHandler(context -> {});
          Future<Void> never = loop.createFuture("never " + SECRET);
          Task<Void> failing = createTask(fails(), "kid " + SECRET);
          failing.addDoneCallback(named("after " + SECRET, task -> task.exception()));
          loop.callSoon(named("broken " + SECRET, () -> sneak(SECRET)));
          loop.callLater(Duration.ofMillis(1), named("late " + SECRET, () -> {}));
          loop.callLater(Duration.ofMillis(2), named("end", () -> never.setResult(null)));
          await(waits(failing));
          loop.createFuture().setException(new IllegalStateException(SECRET));
          Trace.mark(SECRET, Map.of(SECRET, 1, "who", Map.of("deep " + SECRET, List.of(SECRET))));
          Trace.mark("card", "number", 4111_1111_1111_1111L, "kept", true);
          Inputs.of("user", String.class, () -> SECRET);
          Inputs.of("size", Map.class, () -> Map.of("kept", 3));
          Inputs.of("nobody " + SECRET, String.class, () -> null);
          assertThatThrownBy(() -> Inputs.of("door", String.class, FilterTest::shut))
              .isInstanceOf(InputException.class);
          Trace.use(loop, SECRET, "used by " + SECRET);
          observer.warned("slow", 1, 0, "took long: " + SECRET);
          await(never);
          await(never);
        });
  }

  private static Coroutine<Void> waits(Task<?> task) {
    return async(
        "waits " + SECRET,
        () -> {
          assertThatThrownBy(() -> await(task)).hasMessageContaining(SECRET);
        });
  }

  private static Coroutine<Void> fails() {
    return async("fails " + SECRET, () -> sneak(SECRET));
  }

  private static String shut() {
    throw new IllegalStateException("no entry for " + SECRET);
  }

  private static void sneak(String message) {
    throw new IllegalStateException("no entry for " + message);
  }

  private Path record(String name, Filter filter) throws InterruptedException {
    Path file = folder.resolve(name);
    Thread thread = Thread.ofPlatform().name("thread " + SECRET).unstarted(() -> run(file, filter));
    thread.start();
    thread.join();
    RecordedTrace.readWhole(file); // is correct
    return file;
  }

  private void run(Path file, Filter filter) {
    try (Recorder recorder = Recorder.to(file).program("program " + SECRET).filter(filter)) {
      LoopBuilder loops =
          EventLoop.builder()
              .name("loop " + SECRET)
              .virtualClock()
              .observer(info -> observer = recorder.observe(info));
      Async.run(indiscreet(), loops);
    }
  }

  private static String text(Path file) throws IOException {
    String name = file.toString();
    try (InputStream raw = Files.newInputStream(file);
        InputStream in =
            name.endsWith(".gz")
                ? new GZIPInputStream(raw)
                : name.endsWith(".zst") ? new ZstdInputStream(raw) : raw) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jsonl", "a.jsonl.gz", "a.jsonl.zst"})
  void whatIsHiddenIsNowhere(String name) throws Exception {
    assertThat(text(record("all-" + name, Filter.none()))).contains(SECRET, "4111111111111111");

    Path file = record(name, Filter.of("hide=" + SECRET + ";hide=\\d{16}"));

    assertThat(Files.readAllBytes(file)).isNotEmpty();
    assertThat(text(file))
        .doesNotContain(SECRET, "4111111111111111")
        .contains("kid ***", "task kid ***", "IllegalStateException: no entry for ***")
        .contains("\"number\":\"***\"", "\"kept\":true", "\"deep ***\":[\"***\"]");
  }

  @Test
  void aHashTellsEqualFromDifferentAndIsNotTheSameInTheNextRun() throws Exception {
    String text = text(record("a.jsonl", Filter.of("hash=hunter\\d")));
    String again = text(record("b.jsonl", Filter.of("hash=hunter\\d")));

    assertThat(text).doesNotContain(SECRET);
    assertThat(hashes(text)).singleElement().asString().matches("#[0-9a-f]{10}");
    assertThat(hashes(again)).hasSize(1).doesNotContainAnyElementsOf(hashes(text));
  }

  private static List<String> hashes(String text) {
    return Pattern.compile("#[0-9a-f]+")
        .matcher(text)
        .results()
        .map(m -> m.group())
        .distinct()
        .toList();
  }

  @Test
  void withoutMessagesErrorsAreTheirClassAlone() throws Exception {
    RecordedTrace trace = RecordedTrace.read(record("a.jsonl", Filter.of("errors=type")));

    assertThat(trace.of(TraceEvent.Done.class).map(TraceEvent.Done::error).filter(Objects::nonNull))
        .isNotEmpty()
        .containsOnly("IllegalStateException");
    assertThat(
            trace
                .of(TraceEvent.Return.class)
                .map(TraceEvent.Return::error)
                .filter(Objects::nonNull))
        .containsExactly("IllegalStateException");
    assertThat(trace.of(TraceEvent.Warn.class))
        .allSatisfy(warn -> assertThat(warn.text()).isNull())
        .anySatisfy(warn -> assertThat(warn.code()).isEqualTo("slow"));
  }

  @Test
  void attributesAreLeftOutAllOrButForSome() throws Exception {
    assertThat(attributes("attributes=none")).containsExactly(Map.of(), Map.of());
    assertThat(attributes("attributes=kept,numb*"))
        .containsExactly(Map.of(), Map.of("kept", true, "number", 4111_1111_1111_1111L));
    assertThat(attributes("attributes=all;errors=text").getFirst()).containsKey(SECRET);
  }

  private List<Map<String, Object>> attributes(String rules) throws InterruptedException {
    return RecordedTrace.read(record("a.jsonl", Filter.of(rules)))
        .of(TraceEvent.Mark.class)
        .map(TraceEvent.Mark::attrs)
        .toList();
  }

  @Test
  void anInputThatIsNotAsItWasSaysSo() throws Exception {
    assertThat(inputs("errors=text"))
        .containsExactly(
            "user=hunter2",
            "size={kept=3}",
            "nobody hunter2=null",
            "door failed: IllegalStateException: no entry for hunter2");
    assertThat(inputs("hide=" + SECRET))
        .containsExactly(
            "user=*** withheld",
            "size={kept=3}",
            "nobody ***=null withheld",
            "door failed: IllegalStateException: no entry for *** withheld");
    assertThat(inputs("attributes=size;errors=type"))
        .containsExactly(
            "user=null withheld",
            "size={kept=3}",
            "nobody hunter2=null withheld",
            "door failed: IllegalStateException withheld");
  }

  private List<String> inputs(String rules) throws InterruptedException {
    return RecordedTrace.read(record("a.jsonl", Filter.of(rules)))
        .of(TraceEvent.Input.class)
        .map(e ->
            e.name()
                + (e.error() == null ? "=" + e.value() : " failed: " + e.error())
                + (e.withheld() ? " withheld" : ""))
        .toList();
  }

  @Test
  void aProgramMayBringItsOwn() throws Exception {
    Filter own =
        new Filter() {
          @Override
          public String name(String name) {
            return name.equals("kid " + SECRET) ? "worker" : name;
          }

          @Override
          public Object attribute(String key, Object value) {
            return key.equals("number") ? Path.of("not/json") : null;
          }
        };
    RecordedTrace trace = RecordedTrace.read(record("a.jsonl", own.then(Filter.withoutMessages())));

    assertThat(trace.of(TraceEvent.TaskCreated.class).map(TraceEvent.TaskCreated::name))
        .contains("worker");
    assertThat(trace.of(TraceEvent.Pause.class).map(TraceEvent.Pause::what))
        .contains("task worker");
    assertThat(trace.of(TraceEvent.Mark.class).map(TraceEvent.Mark::attrs))
        .containsExactly(Map.of(), Map.of("number", "not/json"));
  }

  @Test
  void oneThatFailsLetsNothingThrough() throws Exception {
    Filter failing =
        new Filter() {
          @Override
          public String name(String name) {
            throw new IllegalStateException(name);
          }

          @Override
          public Object attribute(String key, Object value) {
            throw new IllegalStateException(key);
          }

          @Override
          public String message(String message) {
            throw new IllegalStateException(message);
          }
        };

    assertThat(text(record("a.jsonl", failing))).doesNotContain(SECRET).contains("\"…\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"errors=some", "attributes=", "hide=", "hide=(", "colour=red", "hide"})
  void anUnknownRuleIsNamed(String rule) {
    assertThatThrownBy(() -> Filter.of("errors=type; " + rule))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + rule + "'");
  }

  @Test
  void aProcessIsFilteredByAPropertyOrNotRecordedAtAll() throws Exception {
    Path file = folder.resolve("a.jsonl");
    String main = "dev.rondo.recorder.program.Worker";
    RecordedProcess.java(
            List.of("-Drondo.record=" + file, "-Drondo.record.filter=errors=type"), main, "throws")
        .awaitEnd(1);
    assertThat(text(file)).contains("IllegalStateException").doesNotContain("told to");

    Files.delete(file);
    String said =
        RecordedProcess.java(
                List.of("-Drondo.record=" + file, "-Drondo.record.filter=errors=no"),
                main,
                "returns")
            .awaitEnd(0);
    assertThat(said).contains("not recording", "'errors=no'", "over");
    assertThat(file).doesNotExist();
  }
}
