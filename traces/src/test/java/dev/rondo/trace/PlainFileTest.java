package dev.rondo.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlainFileTest {
  private static final byte[] TRACE = (Traces.HEADER + Traces.EVENT + Traces.FOOTER).getBytes();

  @ParameterizedTest
  @EnumSource(Compression.class)
  void theBytesAreThoseOfTheTrace(Compression compression, @TempDir Path folder)
      throws IOException {
    Path trace = Files.write(folder.resolve("a"), Traces.packed(compression, TRACE));
    Path path;
    try (PlainFile plain = PlainFile.of(trace)) {
      path = plain.path();
      assertThat(path).hasBinaryContent(TRACE);
    }
    assertThat(Files.exists(path)).isEqualTo(compression == Compression.NONE);
    assertThat(trace).exists();
  }

  @Test
  void whatIsCutOffIsUsedAsFarAsItGoes(@TempDir Path folder) throws IOException {
    byte[] packed = Traces.packed(Compression.GZIP, TRACE);
    Path trace = Files.write(folder.resolve("a.gz"), Arrays.copyOf(packed, packed.length - 12));
    try (PlainFile plain = PlainFile.of(trace)) {
      assertThat(Files.readString(plain.path())).startsWith(Traces.HEADER.substring(0, 20));
    }
  }
}
