package dev.rondo;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/**
 * In which stretches of a class's byte code a monitor is held. Compilers protect what stands in a
 * {@code synchronized} block with a handler that leaves the monitor, so the held stretches are
 * those that such a handler covers; a {@code synchronized} method holds its monitor throughout.
 * Read from the class file, since the virtual machine tells which monitors a thread holds only for
 * platform threads, and slowly.
 */
final class HeldMonitors {
  private static final HeldMonitors NONE = new HeldMonitors(Map.of());

  private static final ClassValue<HeldMonitors> CLASSES =
      new ClassValue<>() {
        @Override
        protected HeldMonitors computeValue(Class<?> type) {
          try {
            return read(type);
          } catch (IOException | RuntimeException | LinkageError e) {
            return NONE; // no file, or none that can be read: nothing can be told
          }
        }
      };

  /** A stretch of byte code, its end excluded. */
  record Stretch(int start, int end) {
    private boolean contains(int index) {
      return start <= index && index < end;
    }
  }

  /** Where one method holds a monitor. */
  static final class Held {
    private final byte[] code;
    private final List<Stretch> stretches;

    /** {@code code} is its byte code; empty if it is synchronized and holds one throughout. */
    Held(byte[] code, List<Stretch> stretches) {
      this.code = code;
      this.stretches = stretches;
    }

    List<Stretch> stretches() {
      return stretches;
    }

    boolean at(int index) {
      return code.length == 0
          || (isCall(index) && stretches.stream().anyMatch(s -> s.contains(index)));
    }

    /**
     * Whether a call stands there, as it must: else an agent has rewritten the class since, and its
     * file says nothing about where the method is.
     */
    private boolean isCall(int index) {
      int opcode = index < 0 || index >= code.length ? 0 : code[index] & 0xff;
      return ClassBytes.INVOKEVIRTUAL <= opcode && opcode <= ClassBytes.INVOKEDYNAMIC;
    }
  }

  private final Map<String, Held> methods; // by name and descriptor

  private HeldMonitors(Map<String, Held> methods) {
    this.methods = methods;
  }

  static HeldMonitors of(Class<?> type) {
    return CLASSES.get(type);
  }

  /** Whether a method of the class ever holds a monitor. */
  boolean any() {
    return !methods.isEmpty();
  }

  /** Whether the method holds a monitor while it calls from that byte code index. */
  boolean heldAt(String method, String descriptor, int index) {
    Held held = methods.get(method + descriptor);
    return held != null && held.at(index);
  }

  private static HeldMonitors read(Class<?> type) throws IOException {
    String file = type.getName().substring(type.getPackageName().length()).replace(".", "");
    try (InputStream in = type.getResourceAsStream(file + ".class")) {
      if (in == null) {
        return NONE;
      }
      Map<String, Held> methods = new ClassBytes(in.readAllBytes()).methodsWithMonitors();
      return methods.isEmpty() ? NONE : new HeldMonitors(methods);
    }
  }
}
