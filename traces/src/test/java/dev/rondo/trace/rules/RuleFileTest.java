package dev.rondo.trace.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What a rule file may hold: its description, its schema and its reader agree. */
class RuleFileTest {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Schema SCHEMA = schema();
  private static final Pattern BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  private static Schema schema() {
    try {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(Files.readString(Path.of("../docs/rules.schema.json")));
    } catch (IOException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The rule files of the description and of the examples. */
  static Stream<String> files() throws IOException {
    List<String> files = new ArrayList<>();
    BLOCK
        .matcher(Files.readString(Path.of("../docs/rules.md")))
        .results()
        .forEach(block -> files.add(block.group(1)));
    assertThat(files).hasSizeGreaterThan(7);
    try (Stream<Path> examples = Files.walk(Path.of("../runtime/examples"))) {
      for (Path file : examples.filter(path -> path.toString().endsWith(".yaml")).toList()) {
        files.add(Files.readString(file));
      }
    }
    return files.stream();
  }

  private static boolean isTaken(String text) {
    try {
      Rules.of("rules.yaml", text);
      return true;
    } catch (RulesException e) {
      return false;
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyExampleObeysTheSchemaAndIsTaken(String text) {
    assertThat(SCHEMA.validate(YAML.readTree(text))).isEmpty();
    assertThat(Rules.of("rules.yaml", text).size()).isPositive();
  }

  @ParameterizedTest
  @MethodSource("files")
  void theSameInJsonIsTaken(String text) {
    assertThat(isTaken(YAML.readTree(text).toString())).isTrue();
  }

  /** What a value may be replaced with. */
  private static final List<String> VALUES =
      List.of(
          "\"\"",
          "\" \"",
          "\"x\"",
          "\"*\"",
          "1",
          "0",
          "-1",
          "\"5ms\"",
          "\"5 ms\"",
          "true",
          "[]",
          "[\"a\"]",
          "[\"\"]",
          "{}",
          "{\"mark\":\"a\"}",
          "{\"coroutine\":\"a\"}",
          "\"task\"",
          "\"attr x\"",
          "\"attr\"",
          "[{\"mark\":\"a\"},{\"use\":\"b\",\"op\":\"c\"}]");

  private static final List<String> KEYS =
      List.of(
          "name",
          "per",
          "while",
          "on",
          "op",
          "task",
          "max",
          "p99",
          "within",
          "after",
          "by",
          "attrs",
          "outcome",
          "optional",
          "from",
          "allow",
          "at-most",
          "x",
          "mark",
          "order");

  @Test
  void theSchemaSaysOfEveryFileWhatTheReaderSays() throws IOException {
    List<String> files = files().toList();
    int taken = 0;
    int rounds = 4000;
    for (int seed = 0; seed < rounds; seed++) {
      Random random = new Random(seed);
      JsonNode file = YAML.readTree(files.get(random.nextInt(files.size())));
      mutate(file, random);
      boolean valid = SCHEMA.validate(file).isEmpty();
      assertThat(isTaken(file.toString())).as("%d: %s", seed, file).isEqualTo(valid);
      taken += valid ? 1 : 0;
    }
    assertThat(taken).isBetween(rounds / 10, rounds * 9 / 10);
  }

  private static void mutate(JsonNode file, Random random) {
    List<ObjectNode> objects = new ArrayList<>();
    collect(file, objects);
    ObjectNode object = objects.get(random.nextInt(objects.size()));
    List<String> keys = new ArrayList<>(object.propertyNames());
    String key = keys.isEmpty() ? "x" : keys.get(random.nextInt(keys.size()));
    JsonNode value = YAML.readTree(VALUES.get(random.nextInt(VALUES.size())));
    switch (random.nextInt(3)) {
      case 0 -> object.remove(key);
      case 1 -> object.set(key, value);
      default -> object.set(KEYS.get(random.nextInt(KEYS.size())), value);
    }
  }

  private static void collect(JsonNode node, List<ObjectNode> objects) {
    if (node instanceof ObjectNode object) {
      objects.add(object);
    }
    if (node instanceof ObjectNode || node instanceof ArrayNode) {
      node.forEach(child -> collect(child, objects));
    }
  }

  /** A bad file, and what is said of it. */
  static Stream<String[]> complaints() {
    return Stream.of(
        new String[] {"", "rules.yaml: is empty, expected rules"},
        new String[] {
          "rules: 5", "rules.yaml, line 1: found 5 in \"rules\", expected a list of rules"
        },
        new String[] {
          "rulez: []", "rules.yaml, line 1: there is no key \"rulez\"; did you mean rules?"
        },
        new String[] {
          """
          rules:
            - name: a
              ordr: [{mark: b}, {mark: c}]
          """,
          "rules.yaml, line 3: there is no key \"ordr\" of a rule; did you mean order?"
        },
        new String[] {
          """
          rules:
            - name: a
              order:
                - {mark: b}
                - {mark: c, opp: d}
          """,
          "rules.yaml, line 5: there is no key \"opp\" of an event \"mark\"; the keys are mark,"
              + " task, attrs"
        },
        new String[] {
          """
          rules:
            - name: a
              limit: slise
              max: 5ms
          """,
          "rules.yaml, line 3: found slise in \"limit\", expected slice, ready-wait, lifetime,"
              + " queue-depth; did you mean slice?"
        },
        new String[] {
          """
          rules:
            - name: a
              limit: slice
              max: 5
          """,
          "rules.yaml, line 4: found 5 in \"max\", expected a duration (5ms, 1.5s, 250us, 900ns)"
        },
        new String[] {
          """
          rules:
            - name: a
              limit: slice
          """,
          "rules.yaml, line 2: a limit has no bound, expected max, or p99 or so"
        },
        new String[] {
          """
          rules:
            - name: a
              never: {warn: x}
            - name: a
              never: {warn: y}
          """,
          "rules.yaml, line 4: a rule is called a already"
        },
        new String[] {
          """
          rules:
            - name: a
              never: {warn: x}
              ends: x
          """,
          "rules.yaml, line 2: a rule has never and ends, expected one of order, never, limit,"
              + " ends, atomic, exclusive, eventually"
        },
        new String[] {
          """
          rules:
            - never: {warn: x}
          """,
          "rules.yaml, line 2: the key \"name\" is missing"
        },
        new String[] {
          """
          rules:
            - name:
              never: {warn: x}
          """,
          "rules.yaml, line 2: \"name\" has no value"
        },
        new String[] {
          """
          rules:
            - name: a
              name: b
              never: {warn: x}
          """,
          "rules.yaml, line 3: \"name\" stands there twice"
        },
        new String[] {
          """
          rules:
            - name: a
              ends: x
              outcome: retuned
          """,
          "rules.yaml, line 4: found retuned in \"outcome\", expected returned, raised,"
              + " cancelled, or a list of them"
        },
        new String[] {
          """
          rules:
            - name: a
              eventually: {mark: x}
              within: 5s
          """,
          "rules.yaml, line 4: \"within\" says nothing without \"after\""
        },
        new String[] {
          """
          rules:
            - &it
              name: a
              never: {warn: x}
            - *it
          """,
          "rules.yaml, line 5: found an alias, expected what it stands for"
        });
  }

  @ParameterizedTest
  @MethodSource("complaints")
  void aComplaintNamesLineKeyAndValue(String text, String complaint) {
    assertThatThrownBy(() -> Rules.of("rules.yaml", text))
        .isInstanceOf(RulesException.class)
        .hasMessage(complaint);
  }

  @Test
  void whatIsNoYamlIsToldWithItsLine() {
    assertThatThrownBy(() -> Rules.of("rules.yaml", "rules:\n  - name: a\n   never: {\n"))
        .isInstanceOf(RulesException.class)
        .hasMessageStartingWith("rules.yaml, line 3: is no YAML: ")
        .extracting(Throwable::getMessage)
        .asString()
        .doesNotContain("\n");
  }

  @Test
  void aFileThatIsNotThereIsTold(@TempDir Path folder) throws IOException {
    Path none = folder.resolve("none.yaml");
    assertThatThrownBy(() -> Rules.read(none)).hasMessage(none + ": no such file, expected rules");
    assertThatThrownBy(() -> Rules.read(folder))
        .hasMessage(folder + ": is a folder, expected a rule file");
    Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'a', (byte) 0xe9, '\n'});
    assertThatThrownBy(() -> Rules.read(latin)).hasMessage(latin + ": is not in UTF-8");
  }
}
