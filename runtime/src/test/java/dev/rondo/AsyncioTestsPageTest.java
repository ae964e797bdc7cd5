package dev.rondo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/asyncio-tests.md} is complete and can be followed: one row for every test of the
 * CPython files that it goes through, in their order, and each script and test that holds a row is
 * there.
 */
class AsyncioTestsPageTest {
  private static final Path ROOT = Path.of("..");
  private static final Path PAGE = ROOT.resolve("docs/asyncio-tests.md");
  private static final Path NAMES_PAGE = ROOT.resolve("docs/asyncio.md");
  private static final Path TESTS = Path.of("src/test/resources/dev/rondo/asyncio-tests.txt");
  private static final Path SCRIPTS = ROOT.resolve("traces/asyncio");
  private static final Pattern HOLDERS = Pattern.compile("`[^`]+`(, `[^`]+`)*");
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
  private static final String OWN = "— Python's own: ";

  /** A row of a table: CPython's test, the behaviour, and what holds it or why nothing does. */
  private record Row(String test, String behaviour, String heldBy) {
    static Row of(String line) {
      String[] cells = line.split("\\|", -1);
      assertThat(cells).as(line).hasSize(5);
      return new Row(cells[1].strip().replace("`", ""), cells[2].strip(), cells[3].strip());
    }

    boolean pythonsOwn() {
      return heldBy.startsWith(OWN);
    }

    List<String> holders() {
      return pythonsOwn()
          ? List.of()
          : QUOTED.matcher(heldBy).results().map(found -> found.group(1)).toList();
    }
  }

  private static List<Row> rows() throws IOException {
    return sections(PAGE, "| `").values().stream().flatMap(List::stream).map(Row::of).toList();
  }

  /** The lines with such a beginning, by their heading. */
  private static Map<String, List<String>> sections(Path file, String beginning)
      throws IOException {
    Map<String, List<String>> sections = new LinkedHashMap<>();
    String heading = "";
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("## ")) {
        heading = line;
      } else if (!line.startsWith("#") && line.startsWith(beginning)) {
        sections.computeIfAbsent(heading, _ -> new ArrayList<>()).add(line);
      }
    }
    return sections;
  }

  @Test
  void everyTestHasOneRow() throws IOException {
    Map<String, List<String>> tests = sections(TESTS, "");
    Map<String, List<String>> told = sections(PAGE, "| `");
    assertThat(told.keySet()).containsExactlyElementsOf(tests.keySet());
    told.forEach((file, lines) ->
        assertThat(lines.stream().map(Row::of).map(Row::test))
            .as(file)
            .containsExactlyElementsOf(tests.get(file)));
  }

  @Test
  void everyRowSaysWhatAndByWhat() throws IOException {
    for (Row row : rows()) {
      assertThat(row.behaviour()).as(row.test()).isNotEmpty();
      if (row.pythonsOwn()) {
        assertThat(row.heldBy().substring(OWN.length())).as(row.test()).isNotBlank();
      } else {
        assertThat(row.heldBy()).as(row.test()).matches(HOLDERS);
      }
    }
  }

  @Test
  void thePageOfNamesTellsHowMany() throws IOException {
    long own = rows().stream().filter(Row::pythonsOwn).count();
    long all = rows().size();
    assertThat(Files.readString(NAMES_PAGE))
        .contains(
            "of %d tests, %d are held by scripts and tests that it names, and %d are Python's own"
                .formatted(all, all - own, own));
  }

  @Test
  void whatHoldsARowIsThere() throws IOException {
    Map<String, String> sources = testSources();
    for (Row row : rows()) {
      for (String holder : row.holders()) {
        assertThat(exists(holder, sources)).as("%s of %s", holder, row.test()).isTrue();
      }
    }
  }

  private static boolean exists(String holder, Map<String, String> sources) {
    if (holder.contains("/")) {
      return Files.exists(SCRIPTS.resolve(holder + ".json"))
          && Files.exists(SCRIPTS.resolve(holder + ".jsonl"));
    }
    int dot = holder.indexOf('.');
    return dot > 0
        && hasTest(sources.getOrDefault(holder.substring(0, dot), ""), holder.substring(dot + 1));
  }

  /** Whether the source has a method of that name with an annotation of a test before it. */
  private static boolean hasTest(String source, String method) {
    Pattern test = Pattern.compile("Test\\b[^;]*\\bvoid " + Pattern.quote(method) + "\\(");
    return Arrays.stream(source.split("\n\n")).anyMatch(part -> test.matcher(part).find());
  }

  /** The sources of the test classes of all modules, by the simple name of the class. */
  private static Map<String, String> testSources() throws IOException {
    Map<String, String> sources = new LinkedHashMap<>();
    for (String module : List.of("runtime", "traces", "recorder", "viewer-cli")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
        for (Path file : files.filter(f -> f.toString().endsWith("Test.java")).toList()) {
          String name = file.getFileName().toString().replace(".java", "");
          sources.merge(name, Files.readString(file), String::concat);
        }
      }
    }
    return sources;
  }
}
