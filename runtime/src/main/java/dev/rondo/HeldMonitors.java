package dev.rondo;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
          } catch (IOException | RuntimeException e) {
            return NONE; // a class made at run time has no file to be read
          }
        }
      };

  /** A stretch of byte code, its end excluded. */
  private record Stretch(int start, int end) {
    static final List<Stretch> WHOLE = List.of(new Stretch(0, Integer.MAX_VALUE));
  }

  private final Map<String, List<Stretch>> held; // by name and descriptor of the method

  private HeldMonitors(Map<String, List<Stretch>> held) {
    this.held = held;
  }

  static HeldMonitors of(Class<?> type) {
    return CLASSES.get(type);
  }

  /** Whether the method holds a monitor while it calls from that byte code index. */
  boolean heldAt(String method, String descriptor, int index) {
    return held.getOrDefault(method + descriptor, List.of()).stream()
        .anyMatch(stretch -> stretch.start <= index && index < stretch.end);
  }

  private static HeldMonitors read(Class<?> type) throws IOException {
    String file = type.getName().substring(type.getPackageName().length()).replace(".", "");
    try (InputStream in = type.getResourceAsStream(file + ".class")) {
      return in == null ? NONE : of(ClassFile.of().parse(in.readAllBytes()));
    }
  }

  private static HeldMonitors of(ClassModel type) {
    Map<String, List<Stretch>> held = new HashMap<>();
    for (MethodModel method : type.methods()) {
      List<Stretch> stretches = stretches(method);
      if (!stretches.isEmpty()) {
        held.put(method.methodName().stringValue() + method.methodType().stringValue(), stretches);
      }
    }
    return held.isEmpty() ? NONE : new HeldMonitors(held);
  }

  private static List<Stretch> stretches(MethodModel method) {
    if (method.flags().has(AccessFlag.SYNCHRONIZED)) {
      return Stretch.WHOLE;
    }
    List<Stretch> stretches = new ArrayList<>();
    if (method.code().orElse(null) instanceof CodeAttribute code) {
      for (var handler : code.exceptionHandlers()) {
        if (handler.catchType().isEmpty() && leavesMonitor(code, handler.handler())) {
          stretches.add(
              new Stretch(code.labelToBci(handler.tryStart()), code.labelToBci(handler.tryEnd())));
        }
      }
    }
    return stretches;
  }

  /** Whether the handler begins: store the exception, load the object, leave its monitor. */
  private static boolean leavesMonitor(CodeAttribute code, Label handler) {
    int seen = 0;
    boolean inside = false;
    for (CodeElement element : code) {
      if (element instanceof LabelTarget target && target.label().equals(handler)) {
        inside = true;
      } else if (inside && element instanceof Instruction instruction) {
        if (isExit(instruction)) {
          return true;
        }
        if (++seen > 2) {
          return false;
        }
      }
    }
    return false;
  }

  private static boolean isExit(@Nullable Instruction instruction) {
    return instruction instanceof MonitorInstruction && instruction.opcode() == Opcode.MONITOREXIT;
  }
}
