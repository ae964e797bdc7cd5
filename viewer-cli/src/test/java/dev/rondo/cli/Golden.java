package dev.rondo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Output that is kept in {@code src/test/golden}. {@code ./mvnw -pl viewer-cli -am test
 * -Drondo.golden=rewrite} writes it anew: then look at what {@code git diff} says.
 */
final class Golden {
  private static final Path FOLDER = Path.of("src", "test", "golden");
  static final boolean REWRITE = "rewrite".equals(System.getProperty("rondo.golden"));

  private Golden() {}

  /** Holds that the text is what the golden file of that name says. */
  static void check(String name, String text) throws IOException {
    Path file = FOLDER.resolve(name + ".txt");
    if (REWRITE) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, text);
    }
    assertThat(file).as("rewrite with -Drondo.golden=rewrite").exists();
    assertThat(text).as("%s", file).isEqualTo(Files.readString(file));
  }
}
