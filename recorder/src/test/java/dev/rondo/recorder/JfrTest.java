package dev.rondo.recorder;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static dev.rondo.Async.named;
import static dev.rondo.Async.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.Async;
import dev.rondo.Coroutine;
import dev.rondo.EventLoop;
import dev.rondo.Inputs;
import dev.rondo.Task;
import dev.rondo.Trace;
import dev.rondo.observe.ObserverProvider;
import dev.rondo.trace.TraceEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jdk.jfr.EventType;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same events as a trace has, in a JFR recording. */
class JfrTest {
  @TempDir Path folder;

  private static Coroutine<Void> program() {
    return async(
        "main",
        () -> {
          EventLoop loop = EventLoop.running();
          loop.setExceptionHandler(context -> {});
          Task<String> kid = createTask(brew(), "kid");
          kid.addDoneCallback(named("after", task -> {}));
          loop.callSoon(named("broken", () -> sneak("secret")));
          loop.callSoon(() -> {}).cancel();
          await(kid);
          await(kid);
          new Task<>(brew(), loop, "eager", null, true).cancel();
          Trace.mark("note", "order", 17);
          Inputs.of("password", String.class, () -> "secret");
          Trace.use(kid, "kid", "look");
          loop.createFuture().setResult("nobody waits");
          await(sleep(Duration.ZERO));
        });
  }

  private static Coroutine<String> brew() {
    return async("brew", () -> await(pour()));
  }

  private static Coroutine<String> pour() {
    return async("pour", () -> await(sleep(Duration.ofMillis(3), "tea")));
  }

  private static void sneak(String message) {
    throw new IllegalStateException(message);
  }

  private static void run(String engine, ObserverProvider observer) {
    Async.run(program(), EventLoop.builder().engine(engine).virtualClock().observer(observer));
  }

  /** Ours, in order, of a recording that wants some of them while something runs. */
  private List<RecordedEvent> recorded(List<String> wanted, Runnable program) throws IOException {
    Path file = folder.resolve("a.jfr");
    try (Recording recording = new Recording()) {
      wanted.forEach(recording::enable);
      recording.start();
      program.run();
      recording.stop();
      recording.dump(file);
    }
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().startsWith("dev.rondo."))
        .sorted(Comparator.comparingLong(event -> event.getLong("seq")))
        .toList();
  }

  private static List<String> allNames() {
    return JfrEvents.ALL.stream().map(event -> EventType.getEventType(event).getName()).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"continuation", "virtual-thread"})
  void theEventsAreThoseOfTheTrace(String engine) throws IOException {
    Path trace = folder.resolve("a.jsonl");
    List<RecordedEvent> events =
        recorded(
            allNames(),
            () -> {
              try (Recorder recorder = Recorder.to(trace)) {
                run(engine, recorder);
              }
            });
    List<TraceEvent> expected = RecordedTrace.readWhole(trace).events();

    assertThat(moments(events).map(e -> e.getLong("seq") + kind(e)))
        .containsExactlyElementsOf(expected.stream().map(e -> e.seq() + e.ev()).toList());
    assertThat(kinds(expected))
        .contains("enter", "cancel", "use", "mark", "input", "listen", "await");
    assertThat(moments(events).filter(e -> kind(e).equals("pause")).map(e -> e.getString("chain")))
        .contains("brew > pour");
    assertThat(events.stream().map(e -> e.getInt("loop")).distinct()).hasSize(1);
  }

  private static java.util.stream.Stream<RecordedEvent> moments(List<RecordedEvent> events) {
    return events.stream().filter(e -> !kind(e).equals("slice"));
  }

  private static String kind(RecordedEvent event) {
    return event.getEventType().getLabel().equals("Loop State")
        ? "loop"
        : event.getEventType().getName().replace("dev.rondo.", "").toLowerCase();
  }

  private static List<String> kinds(List<TraceEvent> events) {
    return events.stream().map(TraceEvent::ev).distinct().toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"continuation", "virtual-thread"})
  void aSliceTellsWhatRanWhyAndHowItEnded(String engine) throws IOException {
    List<RecordedEvent> slices =
        recorded(
            List.of("dev.rondo.Slice"),
            () -> run(engine, loop -> Jfr.before(null, loop, new Filtering(Filter.none()))));

    assertThat(slices.stream().map(JfrTest::sliceText))
        .containsExactly(
            "Task-1 main start paused task kid",
            "kid brew start paused sleep",
            "broken null soon raised null",
            "wake null timer returned null",
            "kid brew done returned null",
            "after null done returned null",
            "Task-1 main done paused yield",
            "eager brew null paused sleep",
            "eager brew done cancelled null",
            "Task-1 main yield returned null",
            "stop when done null done returned null");
  }

  private static String sliceText(RecordedEvent slice) {
    assertThat(slice.getDuration()).isGreaterThanOrEqualTo(Duration.ZERO);
    assertThat(slice.getThread()).isNotNull();
    return String.join(
        " ",
        slice.getString("name"),
        slice.getString("coroutine"),
        slice.getString("why"),
        slice.getString("outcome"),
        slice.getString("what"));
  }

  @Test
  void whereNoRecordingWantsThemNothingObserves() {
    EventLoop.builder()
        .observer(loop -> {
          assertThat(Jfr.before(null, loop, new Filtering(Filter.none()))).isNull();
          return null;
        })
        .create()
        .close();
  }

  @Test
  void theFilterHoldsForThemToo() throws IOException {
    Filter filter = Filter.of("errors=type;attributes=none;hide=kid|eager|brew");
    List<RecordedEvent> events =
        recorded(
            allNames(),
            () -> run("continuation", loop -> Jfr.before(null, loop, new Filtering(filter))));

    String all = String.valueOf(events);
    assertThat(all).contains("IllegalStateException", "task ***").doesNotContain("secret");
    assertThat(all).doesNotContain("order", "kid", "eager", "brew");
  }

  @Test
  void aProcessIsRecordedByTheJdksOwnOptions() throws Exception {
    Path file = folder.resolve("a.jfr");
    List<String> flags =
        List.of(
            "-XX:StartFlightRecording:filename="
                + file
                + ",settings=none,+dev.rondo.Slice#enabled=true,+dev.rondo.Task#enabled=true");
    RecordedProcess.java(flags, "dev.rondo.recorder.program.Worker", "returns").awaitEnd(0);

    assertThat(jfr("summary", file)).containsPattern("dev\\.rondo\\.Slice +302 ");
    assertThat(jfr("print", "--events", "dev.rondo.Task", file))
        .contains("coroutine = \"busy\"", "name = \"Task-1\"");
  }

  @Test
  void theSettingsThatWeShipNameEachEvent() throws Exception {
    String settings = Files.readString(Path.of("rondo.jfc"));

    assertThat(allNames()).allMatch(name -> settings.contains("\"" + name + "\""));
  }

  private static String jfr(Object... words) throws Exception {
    List<String> command = new java.util.ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "jfr").toString());
    List.of(words).forEach(word -> command.add(word.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = process.inputReader().readAllAsString();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return output;
  }
}
