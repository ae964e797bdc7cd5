package dev.rondo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code diff --json} prints obeys the schema that we publish, and says what the exit code
 * says.
 */
class DiffSchemaTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path state;

  static List<Path> pairs() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("../traces/pairs"))) {
      return folders.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static Schema schema() throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(Path.of("../docs/diff.schema.json")));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void everyAnswerObeysIt(Path pair) throws IOException {
    for (String options : List.of("", "--level order", "--timing --force", "--only T*,mark")) {
      Session.Result result = diff(pair, options);
      JsonNode answer = JSON.readTree(result.out());
      assertThat(schema().validate(answer)).as(result.out()).isEmpty();
      int code =
          switch (answer.get("verdict").asString()) {
            case "different" -> ExitCode.FINDINGS;
            case "unknown" -> ExitCode.INPUT;
            default -> ExitCode.FINE;
          };
      assertThat(result.code()).isEqualTo(code);
    }
  }

  private Session.Result diff(Path pair, String options) {
    String line = "diff --json " + options + " " + pair + "/left.jsonl " + pair + "/right.jsonl";
    return Session.in(state).run(line.strip().split(" +"));
  }

  @Test
  void itIsNoSchemaThatTakesEverything() throws IOException {
    assertThat(schema().validate(JSON.readTree("{\"verdict\":\"different\"}"))).isNotEmpty();
    assertThat(schema().validate(JSON.readTree("{\"verdict\":\"same\"}"))).isNotEmpty();
  }
}
