package dev.rondo.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schema of the format: what we keep and what we write obeys it, and it agrees with the reader.
 */
class SchemaTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Schema SCHEMA = schema();

  /** What a key may be replaced with; 1.0 is not among them, for a schema cannot tell it from 1. */
  private static final JsonNode VALUES =
      JSON.readTree(
          """
          [null, true, false, "x", "running", "start", "returned", "end", -1, 0, 1, 1.5, 3000000000,
           9223372036854775808, [], [1], [0], ["x"], [null], {}, {"a": 1}]
          """);

  private static Schema schema() {
    try {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(Files.readString(Path.of("../docs/trace.schema.json")));
    } catch (IOException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  static List<Path> keptTraces() {
    return Traces.kept();
  }

  private static void assertObeys(String line) {
    assertThat(SCHEMA.validate(JSON.readTree(line))).as(line).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("keptTraces")
  void everyTraceThatWeKeepObeysIt(Path file) throws IOException {
    Files.readAllLines(file).forEach(SchemaTest::assertObeys);
  }

  @Test
  void whatTheWriterWritesObeysIt() throws IOException {
    for (int seed = 0; seed < 20; seed++) {
      var random = new RandomEvents(seed);
      byte[] trace = Traces.written(random.header(), random.events(100));
      new String(trace, StandardCharsets.UTF_8).lines().forEach(SchemaTest::assertObeys);
    }
  }

  @Test
  void itSaysOfEveryEventWhatTheReaderSays() throws IOException {
    int malformed = 0;
    int rounds = 4000;
    for (int seed = 0; seed < rounds; seed++) {
      ObjectNode line = event(seed);
      mutate(line, new Random(seed));
      TraceEvent read = Traces.reader(Traces.HEADER + line + "\n" + Traces.EVENT).next();
      boolean flawed = read instanceof TraceEvent.Malformed;
      assertThat(SCHEMA.validate(line).isEmpty()).as("%s is %s", line, read).isNotEqualTo(flawed);
      malformed += flawed ? 1 : 0;
    }
    assertThat(malformed).isBetween(rounds / 4, rounds * 3 / 4);
  }

  private static ObjectNode event(int seed) throws IOException {
    var random = new RandomEvents(seed);
    byte[] trace = Traces.written(random.header(), random.events(1));
    String line = new String(trace, StandardCharsets.UTF_8).lines().toList().get(1);
    return (ObjectNode) JSON.readTree(line);
  }

  /** Takes one key away, changes it, or adds one that other kinds have. */
  private static void mutate(ObjectNode line, Random random) {
    List<String> keys = new ArrayList<>(line.propertyNames());
    String key = keys.get(random.nextInt(keys.size()));
    String other = List.of("task", "future", "handle", "eager").get(random.nextInt(4));
    switch (random.nextInt(4)) {
      case 0 -> line.remove(key);
      case 1 -> line.set(other, VALUES.get(random.nextInt(VALUES.size())));
      case 2 -> line.set(other, JSON.readTree("1"));
      default -> line.set(key, VALUES.get(random.nextInt(VALUES.size())));
    }
  }
}
