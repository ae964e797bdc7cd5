package dev.rondo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.reflect.AccessFlag;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeldMonitorsTest {

  /** A class to be loaded in odd ways. */
  static class Sample {
    synchronized void throughout() {}

    void block() {
      synchronized (this) {
        hashCode();
      }
      hashCode();
    }
  }

  @Test
  void knowsTheMonitorsOfAClassFromItsFile() {
    HeldMonitors monitors = HeldMonitors.of(Sample.class);
    assertThat(monitors.any()).isTrue();
    assertThat(monitors.heldAt("throughout", "()V", 0)).isTrue();
    assertThat(callsOf("block").stream().map(at -> monitors.heldAt("block", "()V", at)))
        .containsExactly(true, false);
    assertThat(monitors.heldAt("block", "(I)V", 5)).isFalse();
    assertThat(HeldMonitors.of(Runnable.class).any()).isFalse();
  }

  @Test
  void knowsNothingOfAClassWithoutAFileOrWithABrokenOne() throws Exception {
    byte[] file = file(Sample.class);
    assertThat(HeldMonitors.of(loaded(_ -> null)).any()).isFalse();
    assertThat(HeldMonitors.of(loaded(_ -> new byte[0])).any()).isFalse();
    assertThat(HeldMonitors.of(loaded(_ -> new byte[500])).any()).isFalse();
    for (int length = 0; length < file.length; length += 7) {
      byte[] cut = Arrays.copyOf(file, length);
      HeldMonitors.of(loaded(_ -> cut)); // must not throw
    }
    assertThat(HeldMonitors.of(loaded(bytes -> bytes)).any()).isTrue();
  }

  @Test
  void knowsNothingWhereNoCallStandsInTheFile() {
    HeldMonitors monitors = HeldMonitors.of(Sample.class);
    int call = callsOf("block").getFirst();
    assertThat(monitors.heldAt("block", "()V", call)).isTrue();
    assertThat(monitors.heldAt("block", "()V", call + 1)).isFalse(); // an agent moved the code
    assertThat(monitors.heldAt("block", "()V", 60_000)).isFalse();
    assertThat(monitors.heldAt("block", "()V", -1)).isFalse();
  }

  @Test
  void agreesWithTheLibraryOfTheJdkOnTheClassesOfTheJdk() throws IOException {
    Path base = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base/java");
    int methods = 0;
    try (Stream<Path> files = Files.walk(base)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        Map<String, String> ours = new TreeMap<>();
        new ClassBytes(bytes)
            .methodsWithMonitors()
            .forEach((name, held) -> ours.put(name, text(held.stretches())));
        assertThat(ours).as(file.toString()).isEqualTo(byTheLibrary(bytes));
        methods += ours.size();
      }
    }
    assertThat(methods).isGreaterThan(500);
  }

  // -- the JDK's library as the reference ---------------------------------------------------------

  private static Map<String, String> byTheLibrary(byte[] bytes) {
    Map<String, String> found = new TreeMap<>();
    for (MethodModel method : ClassFile.of().parse(bytes).methods()) {
      String name = method.methodName().stringValue() + method.methodType().stringValue();
      if (method.flags().has(AccessFlag.SYNCHRONIZED)) {
        found.put(name, "");
      } else if (method.code().orElse(null) instanceof CodeAttribute code) {
        List<HeldMonitors.Stretch> stretches = stretches(code);
        if (!stretches.isEmpty()) {
          found.put(name, text(stretches));
        }
      }
    }
    return found;
  }

  private static List<HeldMonitors.Stretch> stretches(CodeAttribute code) {
    List<HeldMonitors.Stretch> stretches = new ArrayList<>();
    for (ExceptionCatch handler : code.exceptionHandlers()) {
      if (handler.catchType().isEmpty() && leavesMonitor(code, handler.handler())) {
        stretches.add(
            new HeldMonitors.Stretch(
                code.labelToBci(handler.tryStart()), code.labelToBci(handler.tryEnd())));
      }
    }
    return stretches;
  }

  private static boolean leavesMonitor(CodeAttribute code, Label handler) {
    boolean inside = false;
    List<Opcode> first = new ArrayList<>();
    for (CodeElement element : code) {
      inside |= element instanceof LabelTarget target && target.label().equals(handler);
      if (inside && first.size() < 3 && element instanceof Instruction instruction) {
        first.add(instruction.opcode());
      }
    }
    return first.contains(Opcode.MONITOREXIT);
  }

  private static String text(List<HeldMonitors.Stretch> stretches) {
    return stretches.isEmpty() ? "" : stretches.toString();
  }

  // -- odd classes --------------------------------------------------------------------------------

  /** Where calls stand in a method of {@link Sample}. */
  private static List<Integer> callsOf(String method) {
    List<Integer> calls = new ArrayList<>();
    MethodModel model =
        ClassFile.of().parse(file(Sample.class)).methods().stream()
            .filter(m -> m.methodName().equalsString(method))
            .findFirst()
            .orElseThrow();
    int at = 0;
    for (CodeElement element : model.code().orElseThrow()) {
      if (element instanceof Instruction instruction) {
        if (instruction.opcode() == Opcode.INVOKEVIRTUAL) {
          calls.add(at);
        }
        at += instruction.sizeInBytes();
      }
    }
    return calls;
  }

  /** {@link Sample} by a loader of its own that says its file is {@code file} of the real bytes. */
  private static Class<?> loaded(UnaryOperator<byte @Nullable []> file)
      throws ClassNotFoundException {
    return new ClassLoader(null) {
      @Override
      protected Class<?> findClass(String name) {
        byte[] bytes = file(Sample.class);
        return defineClass(name, bytes, 0, bytes.length);
      }

      @Override
      public @Nullable InputStream getResourceAsStream(String name) {
        byte[] bytes = file.apply(file(Sample.class));
        return bytes == null ? null : new ByteArrayInputStream(bytes);
      }
    }.loadClass(Sample.class.getName());
  }

  private static byte[] file(Class<?> type) {
    try (InputStream in =
        type.getResourceAsStream(type.getName().replaceFirst(".*\\.", "") + ".class")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
