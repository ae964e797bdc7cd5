package dev.rondo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The picture in {@code docs/opentelemetry.md} is drawn from what the receiver has answered, which
 * {@link RealReceiverIT} keeps.
 */
class WaterfallTest {
  private static final Path ANSWER = Path.of("src/test/oap/relay.json");
  private static final Path PICTURE = Path.of("../docs/opentelemetry-relay.svg");

  private static String drawn(JsonNode spans) {
    return Waterfall.svg("rondo export otlp, read back from Apache SkyWalking 10.1.0", spans);
  }

  /** Keeps a new answer, and draws it. */
  static void keep(JsonNode spans) throws IOException {
    Files.writeString(ANSWER, spans.toPrettyString() + "\n");
    Files.writeString(PICTURE, drawn(spans));
  }

  @Test
  void the_picture_shows_the_answer() throws IOException {
    JsonNode spans = JsonMapper.shared().readTree(Files.readString(ANSWER));
    String svg = drawn(spans);
    if (Golden.REWRITE) {
      Files.writeString(PICTURE, svg);
    }
    assertThat(PICTURE).as("rewrite with -Drondo.golden=rewrite").hasContent(svg);
    assertThat(svg).contains("ask for tea", "serve jam").doesNotContain("NaN");
    assertThat(svg.split("class='tip'", -1)).as("legend and messages").hasSize(1 + 1 + 3);
  }
}
