package dev.rondo.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs say the same on both engines, and what they are kept to say. */
class ExamplesTest {
  private static final boolean REWRITE = "rewrite".equals(System.getProperty("rondo.golden"));

  @ParameterizedTest
  @ValueSource(strings = {"continuation", "virtual-thread"})
  void breakfast(String engine) throws Exception {
    Program.End end = Program.run(engine, "Breakfast.java");
    assertThat(end.errors()).isEmpty();
    assertThat(end.output())
        .isEqualTo(
            """
            toast while tea is <Task pending name='Task-2' <coroutine brew paused at Breakfast.java:4> awaits=sleep>
            got tea
            """);
  }

  /** {@code -Drondo.golden=rewrite} writes the text anew: then look at what git diff says. */
  @ParameterizedTest
  @ValueSource(strings = {"continuation", "virtual-thread"})
  void overview(String engine) throws Exception {
    Program.End end = Program.run(engine, "Overview.java");
    assertThat(end.errors()).isEmpty();
    assertThat(end.output()).isEqualTo(golden("overview.txt", end.output()));
    assertThat(end.code()).isZero();
  }

  /** Where two tellers take turns between reading and writing, each undoes the other's payment. */
  @ParameterizedTest
  @ValueSource(strings = {"continuation", "virtual-thread"})
  void bank(String engine) throws Exception {
    assertThat(Program.run(engine, "Bank.java").output())
        .isEqualTo("paid in 200, the account has 200\n");
    assertThat(Program.run(engine, "Bank.java", "careless").output())
        .isEqualTo("paid in 200, the account has 100\n");
  }

  private static String golden(String name, String actual) throws IOException {
    Path file = Path.of("src", "test", "golden", name);
    if (REWRITE) {
      Files.writeString(file, actual);
    }
    assertThat(file).as("rewrite with -Drondo.golden=rewrite").exists();
    return Files.readString(file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"continuation", "virtual-thread"})
  void fetch(String engine) throws Exception {
    Program.End end = Program.run(engine, "Fetch.java");
    assertThat(end.errors()).isEmpty();
    assertThat(end.output())
        .isEqualTo(
            """
            /tea 200 with milk
            /toast 200 with jam
            /gin 404 not for breakfast
            /slow is too slow
            """);
    assertThat(end.code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"continuation", "virtual-thread"})
  void foreverEndsCleanlyWhenItIsToldTo(String engine) throws Exception {
    Program forever = Program.start(engine, "Forever.java");
    assertThat(forever.nextLine()).isEqualTo("running for ever; Ctrl-C ends it");
    forever.interrupt();
    Program.End end = forever.end();
    assertThat(end.output()).startsWith("stopped: <EventLoop stopped ready=0 timers=0 tasks=0");
    assertThat(end.errors()).isEmpty();
  }
}
