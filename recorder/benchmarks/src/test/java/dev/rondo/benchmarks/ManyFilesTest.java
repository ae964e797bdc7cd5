package dev.rondo.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyFilesTest {
  @Test
  void there_are_so_many_until_it_is_closed(@TempDir Path temp) throws IOException {
    Path folder = temp.resolve("files");
    Files.createDirectories(folder.resolve("left of a run that was ended"));
    try (ManyFiles files = ManyFiles.in(folder, 250);
        Stream<Path> all = Files.walk(files.folder())) {
      assertThat(all.filter(Files::isRegularFile)).hasSize(250);
      assertThat(folder).isDirectoryNotContaining("glob:**left*");
    }
    assertThat(folder).doesNotExist();
  }
}
