package dev.rondo.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.trace.TraceReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher {@code ./rondo}, in a copy of this project which holds only what it needs: the
 * script and the jars of the build, in a folder with spaces.
 */
@Timeout(120)
class LauncherIT {
  private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();
  private static final String JDK = System.getProperty("java.home");
  private static final String HELLO = "src/main/resources/dev/rondo/cli/hello.jsonl";

  @TempDir Path temp;
  private Path home;
  private Path tools;

  /** What a command gave back. */
  private record Result(int code, String out, String err) {}

  @BeforeEach
  void copy() throws IOException {
    home = Files.createDirectories(temp.resolve("a folder/of rondo"));
    Files.copy(PROJECT.resolve("rondo"), home.resolve("rondo"));
    Path target = Files.createDirectories(home.resolve("viewer-cli/target/lib")).getParent();
    Path built = PROJECT.resolve("viewer-cli/target");
    Files.copy(built.resolve("viewer-cli.jar"), target.resolve("viewer-cli.jar"));
    try (Stream<Path> jars = Files.list(built.resolve("lib"))) {
      for (Path jar : jars.toList()) {
        Files.createSymbolicLink(target.resolve("lib").resolve(jar.getFileName()), jar);
      }
    }
    tools = tools();
  }

  /** A path with everything that the launcher calls, and no java. */
  private Path tools() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("tools"));
    for (String tool :
        List.of(
            "bash",
            "cat",
            "dirname",
            "env",
            "find",
            "flock",
            "grep",
            "head",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "stty",
            "touch")) {
      for (String place : List.of("/usr/bin", "/bin")) {
        Path found = Path.of(place, tool);
        if (Files.exists(found) && !Files.exists(folder.resolve(tool))) {
          Files.createSymbolicLink(folder.resolve(tool), found);
        }
      }
    }
    return folder;
  }

  /** A command in an environment with nothing but the tools, and this JDK. */
  private ProcessBuilder command(String... words) {
    ProcessBuilder builder = new ProcessBuilder(words).directory(temp.toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", tools.toString());
    environment.put("HOME", temp.resolve("user").toString());
    environment.put("RONDO_JDK_ROOT", temp.resolve("root").toString());
    environment.put("JAVA_HOME", JDK);
    return builder;
  }

  private Result run(ProcessBuilder builder) throws IOException, InterruptedException {
    Path errors = temp.resolve("errors");
    Process process = builder.redirectError(errors.toFile()).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Result(process.waitFor(), out, Files.readString(errors));
  }

  private String rondo() {
    return home.resolve("rondo").toString();
  }

  // -- where it stands ----------------------------------------------------------------------------

  @Test
  void starts_from_another_folder_in_a_path_with_spaces() throws Exception {
    String trace = Path.of(HELLO).toAbsolutePath().toString();
    Result first = run(command(rondo(), "events", trace));
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out()).hasLineCount(12);
    assertThat(first.err()).isEmpty();
    assertThat(home.resolve("viewer-cli/target/rondo.jsa")).exists();
    assertThat(run(command(rondo(), "events", trace))).isEqualTo(first);
  }

  @Test
  void starts_through_symbolic_links_and_by_a_relative_path() throws Exception {
    Path link = Files.createSymbolicLink(temp.resolve("link"), Path.of("a folder/of rondo/rondo"));
    Path again = Files.createSymbolicLink(tools.resolve("rondo"), link);
    for (String name : List.of(link.toString(), again.toString(), "./link")) {
      assertThat(run(command(name, "--version")).out()).startsWith("rondo ");
    }
    assertThat(run(command("bash", "rondo", "--version").directory(home.toFile())).out())
        .startsWith("rondo ");
  }

  @Test
  void starts_with_a_closed_standard_input() throws Exception {
    Result result = run(command("bash", "-c", "\"$0\" verify - <&-", rondo()));
    assertThat(result.err()).contains("standard input: is empty");
    assertThat(result.code()).isEqualTo(ExitCode.INPUT);
  }

  @Test
  void an_archive_that_is_no_use_is_ignored_in_silence() throws Exception {
    Path archive = home.resolve("viewer-cli/target/rondo.jsa");
    Files.writeString(archive, "this is no archive");
    Result result = run(command(rondo(), "--version"));
    assertThat(result.code()).isZero();
    assertThat(result.out()).hasLineCount(1).startsWith("rondo ");
    assertThat(result.err()).isEmpty();
  }

  // -- which JDK ----------------------------------------------------------------------------------

  /** A folder that looks like a JDK; its java says where it stands. */
  private Path jdk(String place, String version) throws IOException {
    Path jdk = Files.createDirectories(temp.resolve(place));
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(
        jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    script(jdk.resolve("bin/java"), "echo \"java of $0\"");
    script(jdk.resolve("bin/javac"), "exit 1");
    return jdk;
  }

  private static void script(Path file, String body) throws IOException {
    Files.writeString(file, "#!/usr/bin/env bash\n" + body + "\n");
    Files.setPosixFilePermissions(file, fromString("rwxr-xr-x"));
  }

  @Test
  void says_what_to_install_where_there_is_no_jdk_25() throws Exception {
    ProcessBuilder command = command(rondo(), "--version");
    command.environment().put("JAVA_HOME", jdk("old", "17.0.15").toString());
    Result result = run(command);
    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains("needs a JDK 25 and found none (JAVA_HOME is '" + temp.resolve("old") + "')")
        .contains("adoptium.net")
        .hasLineCount(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "root/usr/lib/jvm/temurin 25",
        "root/usr/lib/jvm/java-25-openjdk",
        "root/Library/Java/JavaVirtualMachines/temurin-25.jdk/Contents/Home",
        "user/.sdkman/candidates/java/25-tem",
        "user/.jdks/temurin-25"
      })
  void finds_a_jdk_in_the_usual_places(String place) throws Exception {
    jdk("root/usr/lib/jvm/java-17", "17.0.15");
    Path jdk = jdk(place, "25.0.3");
    ProcessBuilder command = command(rondo(), "--version");
    command.environment().remove("JAVA_HOME");
    assertThat(run(command).out()).isEqualTo("java of " + jdk.resolve("bin/java") + "\n");
  }

  @Test
  void finds_a_jdk_by_the_path_and_prefers_JAVA_HOME() throws Exception {
    Path onPath = jdk("on path", "25");
    Path byHome = jdk("by home", "25-ea");
    Files.createSymbolicLink(tools.resolve("java"), onPath.resolve("bin/java"));
    ProcessBuilder command = command(rondo(), "--version");
    command.environment().put("JAVA_HOME", byHome.toString());
    assertThat(run(command).out()).contains(byHome.toString());
    command.environment().remove("JAVA_HOME");
    assertThat(run(command).out()).contains(onPath.toString());
    command.environment().put("RONDO_JAVA_HOME", byHome.toString());
    assertThat(run(command).out()).contains(byHome.toString());
  }

  // -- building -----------------------------------------------------------------------------------

  /** Makes the copy look like the project's sources, with a build that runs that script. */
  private Path sources(String build) throws IOException {
    Path source = Files.createDirectories(home.resolve("traces/src/main/java")).resolve("A.java");
    Files.writeString(home.resolve("pom.xml"), "");
    Files.writeString(source, "");
    Path jar = home.resolve("viewer-cli/target/viewer-cli.jar");
    Files.move(jar, home.resolve("built.jar"), StandardCopyOption.REPLACE_EXISTING);
    script(home.resolve("mvnw"), build);
    return source;
  }

  private static final String BUILD =
      "echo built >>builds; cp built.jar viewer-cli/target/viewer-cli.jar";

  @Test
  void builds_what_is_missing_or_older_than_its_sources() throws Exception {
    Files.createSymbolicLink(tools.resolve("cp"), Path.of("/bin/cp"));
    Path source = sources(BUILD);
    Result first = run(command(rondo(), "--version"));
    assertThat(first.out()).startsWith("rondo ");
    assertThat(first.err()).startsWith("rondo: building").hasLineCount(2);
    assertThat(run(command(rondo(), "--version")).err()).isEmpty();

    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
    assertThat(run(command(rondo(), "--version")).err()).startsWith("rondo: building");
    assertThat(home.resolve("builds")).hasContent("built\nbuilt");
  }

  @Test
  void a_build_that_fails_shows_why() throws Exception {
    sources("echo '[INFO] boring'; echo '[ERROR] A.java:1: odd'; exit 1");
    Result result = run(command(rondo(), "--version"));
    assertThat(result.code()).isEqualTo(ExitCode.BUG);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("[ERROR] A.java:1: odd").doesNotContain("boring");
  }

  @Test
  void two_at_once_build_once() throws Exception {
    Files.createSymbolicLink(tools.resolve("cp"), Path.of("/bin/cp"));
    Path gate = temp.resolve("gate");
    assertThat(new ProcessBuilder("mkfifo", gate.toString()).start().waitFor()).isZero();
    sources("read -r <'" + gate + "'; " + BUILD);
    Process first = command(rondo(), "--version").start();
    assertThat(first.errorReader().readLine()).startsWith("rondo: building");
    Process second = command(rondo(), "--version").start();
    assertThat(second.errorReader().readLine()).startsWith("rondo: waiting for another build");
    try (OutputStream open = Files.newOutputStream(gate)) {
      open.write('\n');
    }
    assertThat(first.waitFor()).isZero();
    assertThat(second.waitFor()).isZero();
    assertThat(home.resolve("builds")).hasContent("built");
  }

  // -- signals ------------------------------------------------------------------------------------

  private static final String FOR_EVER =
      """
      import static dev.rondo.Async.*;
      void main() {
        run(async(() -> {
          IO.println("running");
          while (true) {
            await(sleep(java.time.Duration.ofSeconds(60)));
          }
        }));
      }
      """;

  /** Ctrl-C at a terminal goes to the whole group; a kill only to the process that it names. */
  @ParameterizedTest
  @ValueSource(strings = {"INT group", "INT alone", "TERM alone"})
  void a_signal_ends_the_program_first_and_leaves_a_whole_trace(String signal) throws Exception {
    Path program = Files.writeString(temp.resolve("ForEver.java"), FOR_EVER);
    Path trace = temp.resolve("a.jsonl");
    List<String> words = new ArrayList<>(List.of("setsid", "env", "--default-signal=INT,TERM"));
    words.addAll(List.of(rondo(), "run", "-o", trace.toString(), program.toString()));
    ProcessBuilder command = command(words.toArray(String[]::new));
    command.environment().put("PATH", tools + ":/usr/bin:/bin");
    Process process = command.start();
    BufferedReader out = process.inputReader();
    assertThat(out.readLine()).isEqualTo("running");

    String name = signal.split(" ")[0];
    String target = (signal.endsWith("group") ? "-" : "") + process.pid();
    new ProcessBuilder("kill", "-" + name, "--", target).inheritIO().start().waitFor();

    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(err).isEqualTo(name.equals("INT") ? 130 : 143);
    assertThat(err).contains("recorded to " + trace).doesNotContain("incomplete");
    try (TraceReader reader = TraceReader.open(trace)) {
      while (reader.next() != null) {}
      assertThat(reader.footer()).isNotNull();
    }
  }
}
