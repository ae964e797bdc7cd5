package dev.rondo.junit;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the kit, each with loops of either engine: those of the {@link Kit} are not asked. */
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"continuation", "virtual-thread"})
abstract class OnBothEngines {
  private static final String PROPERTY = "rondo.engine";

  @Parameter String engine;
  @TempDir Path folder;
  private @Nullable String before;

  @BeforeEach
  final void choose() {
    before = System.setProperty(PROPERTY, engine);
  }

  @AfterEach
  final void restore() {
    if (before == null) {
      System.clearProperty(PROPERTY);
    } else {
      System.setProperty(PROPERTY, before);
    }
  }
}
