package dev.rondo.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code Checksums.java} against digests that are computed here, over a tree that is made here. */
class ChecksumsTest {
  private static final String ENGINE = "virtual-thread";

  @TempDir Path tree;
  private final Random random = new Random(1);
  private final SortedMap<String, String> expected = // name → line, in the order of the bytes
      new TreeMap<>((a, b) -> Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8)));

  private void file(String name, int size) throws Exception {
    byte[] content = new byte[size];
    random.nextBytes(content);
    Path file = tree.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    String sum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    expected.put(name, sum + "  " + tree + "/" + name);
  }

  private String expected() {
    return expected.values().stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  @ParameterizedTest
  @ValueSource(strings = {"continuation", "virtual-thread"})
  void everyFileOfATreeInTheOrderOfItsName(String engine) throws Exception {
    for (int i = 0; i < 400; i++) {
      file("folder-" + i % 7 + "/deeper/file-" + i, random.nextInt(20_000));
    }
    file("empty", 0);
    file("big", 3_000_000);
    file("folder-1.txt", 1);
    file("folder-1!", 1);
    Files.createDirectory(tree.resolve("nothing in it"));

    Program.End end = Program.run(engine, "Checksums.java", tree.toString());

    assertThat(end.errors()).isEmpty();
    assertThat(end.output()).isEqualTo(expected());
    assertThat(end.code()).isZero();
  }

  @Test
  void oddNamesAreWrittenAsSha256sumWritesThem() throws Exception {
    file(" lead and + space ", 5);
    file("100%", 5);
    file("*", 5);
    file("back\\slash", 5);
    file("line\nbreak", 5);
    expected.computeIfPresent("back\\slash", (_, line) -> escaped(line, "back\\\\slash"));
    expected.computeIfPresent("line\nbreak", (_, line) -> escaped(line, "line\\nbreak"));

    Program.End end = Program.run(ENGINE, "Checksums.java", tree + "/");

    assertThat(end.output()).isEqualTo(expected());
    assertThat(end.code()).isZero();
  }

  private static String escaped(String line, String name) {
    return "\\" + line.substring(0, line.lastIndexOf('/') + 1) + name;
  }

  @Test
  void linksAreNotFollowed() throws Exception {
    file("folder/file", 5);
    Files.createSymbolicLink(tree.resolve("link"), Path.of("folder/file"));
    Files.createSymbolicLink(tree.resolve("loop"), Path.of("."));
    Files.createSymbolicLink(tree.resolve("dangling"), Path.of("nowhere"));

    assertThat(Program.run(ENGINE, "Checksums.java", tree.toString()).output())
        .isEqualTo(expected());
  }

  @Test
  void whatCannotBeReadIsReportedAndTheRestIsDone() throws Exception {
    file("a", 5);
    file("b", 5);
    file("closed/c", 5);
    file("d", 5);
    close(tree.resolve("b"));
    close(tree.resolve("closed"));
    expected.remove("b");
    expected.remove("closed/c");

    Program.End end = Program.run(ENGINE, "Checksums.java", tree.toString());
    Files.setPosixFilePermissions(
        tree.resolve("closed"), PosixFilePermissions.fromString("rwx------"));

    assertThat(end.output()).isEqualTo(expected());
    assertThat(end.errors())
        .isEqualTo(
            "Checksums: %1$s/b: Permission denied\nChecksums: %1$s/closed: Permission denied\n"
                .formatted(tree));
    assertThat(end.code()).isEqualTo(1);
  }

  /** Takes all permissions away, which stops everybody but root. */
  private static void close(Path path) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
    assumeThat(Files.isReadable(path)).as("we are root, whom no permission stops").isFalse();
  }

  /** Some of the kernel's files can't be read by anybody, root included. */
  @Test
  void notEvenRootReadsTheFilesThatTheKernelOnlyTakes() throws Exception {
    Path folder = Path.of("/proc/sys/vm");
    Path writeOnly = folder.resolve("compact_memory");
    assumeThat(writeOnly).exists();
    assumeThat(folder.resolve("swappiness")).isReadable();

    Program.End end = Program.run(ENGINE, "Checksums.java", folder.toString());

    assertThat(end.errors()).contains("Checksums: " + writeOnly + ": Permission denied\n");
    assertThat(end.output())
        .doesNotContain("compact_memory")
        .contains("  " + folder + "/swappiness\n");
    assertThat(end.code()).isEqualTo(1);
  }

  @Test
  void aWrongCommandLineIsSaidSo() throws Exception {
    file("a", 5);
    String path = tree.resolve("a").toString();

    assertThat(Program.run(ENGINE, "Checksums.java"))
        .isEqualTo(new Program.End(2, "", "usage: Checksums DIR\n"));
    assertThat(Program.run(ENGINE, "Checksums.java", path))
        .isEqualTo(new Program.End(2, "", "Checksums: " + path + ": not a directory\n"));
  }
}
