package dev.rondo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes.Name;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaCommandTest {
  @TempDir Path folder;

  /** The words of the whole command line, with one more option {@code -Dx} and one more jar. */
  private static String whole(String... words) {
    List<String> all =
        JavaCommand.parse(List.of(words)).with("java", List.of("-Dx"), List.of("our.jar"), null);
    return String.join(" ", all).replace(File.pathSeparator, ";");
  }

  @Test
  void a_source_file_runs_with_the_usual_class_path() {
    assertThat(whole("Hello.java", "a", "-cp", "b"))
        .isEqualTo("java -Dx -cp .;our.jar Hello.java a -cp b");
  }

  @Test
  void the_class_path_of_the_environment_counts_where_none_is_given() {
    JavaCommand main = JavaCommand.parse(List.of("Main"));
    assertThat(main.with("java", List.of(), List.of("our.jar"), "env.jar"))
        .containsExactly("java", "-cp", "env.jar" + File.pathSeparator + "our.jar", "Main");
  }

  @Test
  void a_class_path_is_kept_before_ours() {
    String expected = "java -Xmx1g -Dx -cp a.jar;b;our.jar com.acme.Main arg";
    String classPath = "a.jar" + File.pathSeparator + "b";
    assertThat(whole("-Xmx1g", "-cp", classPath, "com.acme.Main", "arg")).isEqualTo(expected);
    assertThat(whole("-classpath", classPath, "-Xmx1g", "com.acme.Main", "arg"))
        .isEqualTo(expected);
    assertThat(whole("--class-path=" + classPath, "-Xmx1g", "com.acme.Main", "arg"))
        .isEqualTo(expected);
  }

  @Test
  void options_take_their_values_with_them() {
    assertThat(whole("--add-opens", "java.base/java.lang=ALL-UNNAMED", "--source", "25", "x.txt"))
        .isEqualTo(
            "java --add-opens java.base/java.lang=ALL-UNNAMED --source 25 -Dx -cp .;our.jar x.txt");
  }

  @Test
  void words_may_stand_in_a_file() throws IOException {
    Path file = folder.resolve("words");
    Files.writeString(file, "-Xmx1g # much\n-cp \"a b.jar\"\n -Dx='it\\\\s a\\\n   b' Main x");
    assertThat(whole("@" + file, "@y"))
        .isEqualTo("java -Xmx1g -Dx=it\\s ab -Dx -cp a b.jar;our.jar Main x @y");
    assertThat(whole("@no/such", "Main")).isEqualTo("java @no/such -Dx -cp .;our.jar Main");
  }

  @Test
  void words_in_a_file_are_those_that_java_sees() {
    assertThat(ArgFile.words("")).isEmpty();
    assertThat(ArgFile.words("# a comment\n a\t'' b #c\nd")).containsExactly("a", "", "b", "d");
    assertThat(ArgFile.words("\"a\\tb\"'c d'e \"open\nf")).containsExactly("a\tbc de", "open", "f");
  }

  @Test
  void a_module_is_the_program() {
    JavaCommand module = JavaCommand.parse(List.of("-p", "mods", "-m", "m/a.Main", "arg"));
    assertThat(module.options()).containsExactly("-p", "mods");
    assertThat(module.main()).containsExactly("-m", "m/a.Main", "arg");
    assertThat(module.program()).isEqualTo("m/a.Main");
  }

  @Test
  void without_a_program_java_itself_has_the_say() {
    assertThat(whole("-version")).isEqualTo("java -version -Dx -cp .;our.jar");
  }

  @Test
  void a_jar_becomes_a_class_path_and_its_main_class() throws IOException {
    String jar = jar("com.acme.Main");
    assertThat(whole("-Xmx1g", "-jar", jar, "-jar", "x"))
        .isEqualTo(
            "java -Xmx1g --add-exports=java.base/a=ALL-UNNAMED --add-exports=java.base/b=ALL-UNNAMED"
                + " -Dx -cp "
                + jar
                + ";our.jar com.acme.Main -jar x");
    assertThat(JavaCommand.parse(List.of("-jar", jar)).program()).isEqualTo("app");
  }

  @Test
  void a_jar_that_will_not_do_is_told_before_anything_starts() throws IOException {
    String jar = jar(null);
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> whole("-jar", jar))
        .withMessage(jar + ": its manifest names no Main-Class");
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> whole("-jar", "no/such.jar"))
        .withMessage("no/such.jar: there is no such file or folder");
    Path text = Files.writeString(folder.resolve("text.jar"), "text");
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> whole("-jar", text.toString()))
        .withMessageStartingWith(text + ": ");
  }

  @Test
  void a_program_is_called_after_its_file_or_class() {
    assertThat(JavaCommand.parse(List.of("a b/Hello.java")).program()).isEqualTo("Hello");
    assertThat(JavaCommand.parse(List.of("com.acme.Main")).program()).isEqualTo("com.acme.Main");
  }

  private String jar(String main) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Name.MANIFEST_VERSION, "1.0");
    if (main != null) {
      manifest.getMainAttributes().put(Name.MAIN_CLASS, main);
      manifest.getMainAttributes().putValue("Add-Exports", "java.base/a java.base/b");
    }
    Path jar = folder.resolve("app.jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    return jar.toString();
  }
}
