package dev.rondo.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of {@code docs/testing.md} compiles and does what it says. */
class DocumentedExampleTest {
  private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void the_example_passes() throws Exception {
    compile("BreakfastTest", example());
    URL[] classes = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(classes, getClass().getClassLoader())) {
      Class<?> example = loader.loadClass("BreakfastTest");
      Kit kit = new Kit(folder);
      assertThat(Kit.failures(kit.run(example))).hasSize(1); // nothing to compare with yet
      kit.with("rondo.golden", "accept").run(example);
      kit.with("rondo.golden", "check");
      kit.run(example).assertStatistics(s -> s.succeeded(2 + 101).failed(0));
    }
  }

  private static String example() throws Exception {
    Matcher found = EXAMPLE.matcher(Files.readString(Path.of("..", "docs", "testing.md")));
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  private void compile(String name, String source) {
    JavaFileObject file =
        new SimpleJavaFileObject(
            URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    StringWriter complaints = new StringWriter();
    List<String> options =
        List.of(
            "-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
    boolean compiled =
        ToolProvider.getSystemJavaCompiler()
            .getTask(complaints, null, null, options, null, List.of(file))
            .call();
    assertThat(compiled).as(complaints::toString).isTrue();
  }
}
