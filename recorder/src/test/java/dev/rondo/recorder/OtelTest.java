package dev.rondo.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.recorder.program.Asker;
import dev.rondo.recorder.program.Spanner;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceHeader;
import dev.rondo.trace.TraceReader;
import dev.rondo.trace.spans.SpanIds;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs with and without OpenTelemetry on their class path, in processes of their own. */
class OtelTest {
  private static final String CALLER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @TempDir Path folder;
  private final List<String> flags = new ArrayList<>();
  private Map<String, String> environment = Map.of();

  /** Runs a program, and gives what it says. */
  private String run(Class<?> program, Predicate<String> jars) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(flags);
    String path =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(jars)
            .collect(Collectors.joining(File.pathSeparator));
    command.addAll(List.of("-cp", path, program.getName()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String said = process.inputReader().readAllAsString();
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private static boolean withoutApi(String jar) {
    return !jar.contains("opentelemetry");
  }

  private static boolean withoutTestKit(String jar) {
    return !jar.contains("opentelemetry-sdk-testing");
  }

  private Path recorded() {
    Path file = folder.resolve("a.jsonl");
    flags.add("-Drondo.record=" + file);
    return file;
  }

  private static String found(String pattern, String in) {
    Matcher matcher = Pattern.compile(pattern).matcher(in);
    assertThat(matcher.find()).as(pattern + " in " + in).isTrue();
    return matcher.group(1);
  }

  @Test
  void a_program_without_the_api_is_recorded_as_ever() throws Exception {
    Path file = recorded();
    flags.add("-Drondo.otel=tasks");
    String said = run(Asker.class, OtelTest::withoutApi);

    assertThat(said)
        .contains(
            "rondo: no spans are made (rondo.otel): opentelemetry-api is not on the class path")
        .contains("told 00-");
    try (TraceReader reader = TraceReader.open(file)) {
      while (reader.next() != null) {
        assertThat(reader.cutOff()).isNull();
      }
      assertThat(reader.footer()).isNotNull();
    }
  }

  @Test
  void a_program_without_an_sdk_is_told_so_in_the_end() throws Exception {
    flags.add("-Drondo.otel=tasks");
    assertThat(run(Asker.class, OtelTest::withoutTestKit))
        .contains("the program has set no GlobalOpenTelemetry")
        .contains("told null");
  }

  @Test
  void a_program_whose_sdk_was_to_start_by_itself_and_is_not_there_is_told_too() throws Exception {
    flags.addAll(List.of("-Drondo.otel=tasks", "-Dotel.java.global-autoconfigure.enabled=true"));
    assertThat(run(Asker.class, OtelTest::withoutTestKit))
        .contains("the program has set no GlobalOpenTelemetry")
        .contains("told null");
  }

  @Test
  void a_level_that_is_none_is_said_and_the_program_runs() throws Exception {
    flags.add("-Drondo.otel=everything");
    assertThat(run(Asker.class, jar -> true))
        .contains("'everything' is no level: choose tasks or off")
        .contains("told null");
  }

  @Test
  void the_global_sdk_gets_spans_and_each_task_keeps_its_own() throws Exception {
    flags.add("-Drondo.otel=tasks");
    environment = Map.of("TRACEPARENT", CALLER);
    String said = run(Spanner.class, OtelTest::withoutTestKit);

    assertThat(found("span Task-1 \\w+ of (\\w+)", said)).isEqualTo("b7ad6b7169203331");
    String main = found("span Task-1 (\\w+)", said);
    for (String guest : List.of("ann", "bob")) {
      String eats = found("span " + guest + " eats (\\w+)", said);
      String task = found("span " + guest + " (\\w{16})", said);
      assertThat(found("span " + guest + " eats \\w+ of (\\w+)", said)).isEqualTo(task);
      assertThat(found("span " + guest + " \\w{16} of (\\w+)", said)).isEqualTo(main);
      assertThat(found(guest + " is in (\\w+)", said)).isEqualTo(eats);
      assertThat(found(guest + " tells (.*)", said))
          .isEqualTo("00-0af7651916cd43dd8448eb211c80319c-" + eats + "-01");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"continuation", "virtual-thread"})
  void the_strict_mode_of_contexts_has_nothing_to_complain_of(String engine) throws Exception {
    flags.addAll(
        List.of(
            "-Drondo.otel=tasks",
            "-Drondo.engine=" + engine,
            "-Dio.opentelemetry.context.enableStrictContext=true"));
    String said = run(Spanner.class, OtelTest::withoutTestKit);

    assertThat(said).doesNotContainIgnoringCase("exception").doesNotContain("keeps its context");
    for (String guest : List.of("ann", "bob")) {
      String eats = found("span " + guest + " eats (\\w+)", said);
      assertThat(found("span " + guest + " eats \\w+ of (\\w+)", said))
          .isEqualTo(found("span " + guest + " (\\w{16})", said));
      assertThat(found(guest + " is in (\\w+)", said)).isEqualTo(eats);
    }
  }

  @Test
  void a_context_that_is_kept_by_thread_is_switched_with_tasks() throws Exception {
    flags.addAll(
        List.of(
            "-Drondo.otel=tasks",
            "-Drondo.engine=continuation",
            "-Dio.opentelemetry.context.contextStorageProvider=default"));
    String said = run(Spanner.class, OtelTest::withoutTestKit);

    assertThat(said).doesNotContain("keeps its context");
    for (String guest : List.of("ann", "bob")) {
      String eats = found("span " + guest + " eats (\\w+)", said);
      assertThat(found("span " + guest + " eats \\w+ of (\\w+)", said))
          .isEqualTo(found("span " + guest + " (\\w{16})", said));
      assertThat(found(guest + " is in (\\w+)", said)).isEqualTo(eats);
      assertThat(found("span " + guest + " \\w{16} of (\\w+)", said))
          .isEqualTo(found("span Task-1 (\\w+)", said));
    }
  }

  @Test
  void one_that_is_kept_by_thread_does_not_follow_tasks_on_threads_of_their_own() throws Exception {
    flags.addAll(
        List.of(
            "-Drondo.otel=tasks",
            "-Drondo.engine=virtual-thread",
            "-Dio.opentelemetry.context.contextStorageProvider=default"));
    assertThat(run(Spanner.class, OtelTest::withoutTestKit))
        .containsOnlyOnce("OpenTelemetry keeps its context elsewhere, so it does not follow tasks");
  }

  @Test
  void the_filter_of_the_recorder_keeps_texts_out_of_spans_too() throws Exception {
    flags.addAll(List.of("-Drondo.otel=tasks", "-Drondo.record.filter=hide=ann|guest"));
    String said = run(Spanner.class, OtelTest::withoutTestKit);

    assertThat(said).containsPattern("span \\*\\*\\* \\w{16}").containsPattern("span bob \\w{16}");
    assertThat(said).doesNotContainPattern("span ann \\w{16}");
    assertThat(said).as("spans of the program's own").contains("span ann eats");
    assertThat(found("coro of bob is (\\S+)", said)).isEqualTo("***");
  }

  @Test
  void spans_of_the_program_alone_follow_tasks_too_and_are_noted_in_the_trace() throws Exception {
    Path file = recorded();
    String said = run(Spanner.class, OtelTest::withoutTestKit);

    List<Object> noted = new ArrayList<>();
    try (TraceReader reader = TraceReader.open(file)) {
      for (TraceEvent event = reader.next(); event != null; event = reader.next()) {
        if (event instanceof TraceEvent.Mark mark && mark.name().equals("otel.span")) {
          noted.add(mark.attrs().get("span_id"));
        }
      }
    }
    assertThat(noted)
        .containsExactly(found("ann is in (\\w+)", said), found("bob is in (\\w+)", said));
  }

  @Test
  void a_recorded_task_tells_the_span_that_an_export_will_give_it() throws Exception {
    Path file = recorded();
    environment = Map.of("TRACEPARENT", CALLER);
    String said = run(Asker.class, OtelTest::withoutApi);

    try (TraceReader reader = TraceReader.open(file)) {
      TraceHeader header = reader.header();
      assertThat(header.trace()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
      assertThat(header.parent()).isEqualTo("b7ad6b7169203331");
      long kid = 0;
      for (TraceEvent event = reader.next(); event != null; event = reader.next()) {
        kid = event instanceof TraceEvent.TaskCreated made ? made.task() : kid;
      }
      String span = SpanIds.hex(SpanIds.of(header).task(1, kid));
      assertThat(said).contains("told 00-" + header.trace() + "-" + span + "-01");
    }
  }

  @Test
  void a_wrong_traceparent_is_warned_of_once() throws Exception {
    recorded();
    environment = Map.of("TRACEPARENT", CALLER.toUpperCase(java.util.Locale.ROOT));
    String said = run(Asker.class, OtelTest::withoutApi);
    assertThat(said).containsOnlyOnce("TRACEPARENT is none, and ignored").contains("told 00-");
  }
}
