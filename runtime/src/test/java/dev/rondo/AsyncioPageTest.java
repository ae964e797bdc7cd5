package dev.rondo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/asyncio.md} is complete and true: a row for every public name of CPython's asyncio,
 * nothing left open in any of them, and every Java name on it is there.
 */
class AsyncioPageTest {
  private static final Path PAGE = Path.of("..", "docs", "asyncio.md");
  private static final Path NAMES =
      Path.of("src", "test", "resources", "dev", "rondo", "asyncio-names.txt");
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
  private static final List<String> PACKAGES =
      List.of("dev.rondo.", "dev.rondo.sync.", "dev.rondo.dump.", "dev.rondo.testing.");

  /** A row of one of the tables: the cells between its bars. */
  private record Row(List<String> cells) {
    List<String> quoted(int cell) {
      return QUOTED.matcher(cells.get(cell)).results().map(found -> found.group(1)).toList();
    }

    List<String> asyncio() {
      return quoted(0);
    }

    List<String> here() {
      return quoted(1);
    }
  }

  private static List<Row> rows() throws IOException {
    try (Stream<String> lines = Files.lines(PAGE)) {
      return lines
          .filter(line -> line.startsWith("| `"))
          .map(line -> Arrays.stream(line.substring(1).split("\\|", -1)).map(String::strip))
          .map(cells -> new Row(cells.toList()))
          .toList();
    }
  }

  @Test
  void noNameOfAsyncioIsMissing() throws IOException {
    List<String> told = rows().stream().flatMap(row -> row.asyncio().stream()).toList();
    List<String> names = new ArrayList<>(Files.readAllLines(NAMES));
    names.removeIf(line -> line.startsWith("#"));
    assertThat(names).hasSizeGreaterThan(250);
    assertThat(told).containsAll(names).doesNotHaveDuplicates();
  }

  @Test
  void noRowIsLeftOpen() throws IOException {
    for (Row row : rows()) {
      assertThat(row.cells()).as("%s", row.asyncio()).hasSize(4).last().isEqualTo("");
      assertThat(row.cells().subList(0, 3)).as("%s", row.asyncio()).doesNotContain("");
      if (row.here().isEmpty()) {
        assertThat(row.cells().get(2)).as("%s", row.asyncio()).matches("(later|no place).*");
      }
    }
  }

  @Test
  void everyJavaNameIsThere() throws IOException {
    for (Row row : rows()) {
      for (String name : row.here()) {
        assertThat(exists(name)).as("%s of %s", name, row.asyncio()).isTrue();
      }
    }
  }

  /** Whether there is such a public class, or public member of one. */
  private static boolean exists(String name) {
    if (type(name) != null) {
      return true;
    }
    int dot = name.lastIndexOf('.');
    Class<?> owner = dot < 0 ? null : type(name.substring(0, dot));
    return owner != null
        && Stream.concat(Arrays.stream(owner.getMethods()), Arrays.stream(owner.getFields()))
            .anyMatch(member -> member.getName().equals(name.substring(dot + 1)));
  }

  /** A public class that may be nested ({@code Outer.Nested}) or named with its package's end. */
  private static Class<?> type(String name) {
    String nested = name.replaceAll("(?<=[A-Z]\\w{0,60})\\.(?=[A-Z])", "\\$");
    return PACKAGES.stream()
        .map(in -> in + nested.replaceFirst("^sync\\.", in.endsWith(".sync.") ? "" : "sync."))
        .map(AsyncioPageTest::publicClass)
        .filter(found -> found != null)
        .findFirst()
        .orElse(null);
  }

  private static Class<?> publicClass(String name) {
    try {
      Class<?> found = Class.forName(name, false, AsyncioPageTest.class.getClassLoader());
      return java.lang.reflect.Modifier.isPublic(found.getModifiers()) ? found : null;
    } catch (ClassNotFoundException e) {
      return null;
    }
  }
}
