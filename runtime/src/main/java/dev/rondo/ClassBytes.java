package dev.rondo;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A class file, read only as far as monitors go: constants, methods, their exception handlers. The
 * JDK's own class-file library can do this too, but loading it would cost a program's first pause
 * tens of milliseconds.
 */
final class ClassBytes {
  static final int INVOKEVIRTUAL = 0xb6;
  static final int INVOKEDYNAMIC = 0xba;
  private static final int ALOAD = 0x19;
  private static final int ALOAD_0 = 0x2a;
  private static final int ASTORE = 0x3a;
  private static final int ASTORE_0 = 0x4b;
  private static final int MONITOREXIT = 0xc3;
  private static final int WIDE = 0xc4;
  private static final int ACC_SYNCHRONIZED = 0x0020;
  private static final byte[] CODE = {0, 4, 'C', 'o', 'd', 'e'};

  private final byte[] bytes;
  private final ByteBuffer in;
  private final int[] constants; // where the bytes of each begin, behind its tag

  ClassBytes(byte[] bytes) throws IOException {
    this.bytes = bytes;
    this.in = ByteBuffer.wrap(bytes);
    if (in.getInt() != 0xCAFEBABE) {
      throw new IOException("not a class file");
    }
    skip(4); // its version
    constants = new int[u2()];
    for (int i = 1; i < constants.length; i += skipConstant(i)) {}
  }

  /** Skips a constant and tells how many places it takes. */
  private int skipConstant(int i) throws IOException {
    int tag = in.get();
    constants[i] = in.position();
    switch (tag) {
      case 1 -> skip(u2()); // text
      case 3, 4, 9, 10, 11, 12, 17, 18 -> skip(4);
      case 5, 6 -> skip(8); // long, double
      case 7, 8, 16, 19, 20 -> skip(2);
      case 15 -> skip(3); // method handle
      default -> throw new IOException("unknown constant " + tag);
    }
    return tag == 5 || tag == 6 ? 2 : 1;
  }

  /** The methods that hold a monitor somewhere, by name and descriptor. */
  Map<String, HeldMonitors.Held> methodsWithMonitors() throws IOException {
    skip(6); // access, this, super
    skip(2 * u2()); // interfaces
    for (int fields = u2(); fields > 0; fields--) {
      skip(6);
      skipAttributes();
    }
    Map<String, HeldMonitors.Held> found = new HashMap<>();
    for (int methods = u2(); methods > 0; methods--) {
      readMethod(found);
    }
    return found;
  }

  private void readMethod(Map<String, HeldMonitors.Held> found) throws IOException {
    boolean throughout = (u2() & ACC_SYNCHRONIZED) != 0;
    int name = u2();
    int descriptor = u2();
    List<HeldMonitors.Stretch> stretches = List.of();
    byte[] code = new byte[0];
    for (int attributes = u2(); attributes > 0; attributes--) {
      boolean isCode = isCode(u2());
      int end = in.getInt() + in.position();
      if (isCode && !throughout) {
        skip(4); // stack, locals
        int length = in.getInt();
        int start = in.position();
        skip(length);
        stretches = stretches(start);
        code = stretches.isEmpty() ? code : Arrays.copyOfRange(bytes, start, start + length);
      }
      in.position(end);
    }
    if (throughout || !stretches.isEmpty()) {
      found.put(text(name) + text(descriptor), new HeldMonitors.Held(code, stretches));
    }
  }

  /** What the handlers cover that leave a monitor; {@code code} is where the method's begins. */
  private List<HeldMonitors.Stretch> stretches(int code) {
    List<HeldMonitors.Stretch> stretches = List.of();
    for (int handlers = u2(); handlers > 0; handlers--) {
      HeldMonitors.Stretch covered = new HeldMonitors.Stretch(u2(), u2());
      int handler = u2();
      boolean any = u2() == 0;
      if (any && leavesMonitor(code + handler)) {
        stretches = stretches.isEmpty() ? new ArrayList<>() : stretches;
        stretches.add(covered);
      }
    }
    return stretches;
  }

  /** Whether the code there begins: store the exception, load the object, leave its monitor. */
  private boolean leavesMonitor(int at) {
    int afterStore = at + variableAccess(at, ASTORE, ASTORE_0);
    int load = variableAccess(afterStore, ALOAD, ALOAD_0);
    return load > 0 && (bytes[afterStore + load] & 0xff) == MONITOREXIT;
  }

  /** The length of an instruction that loads or stores a variable; 0 if there is another. */
  private int variableAccess(int at, int general, int first) {
    int opcode = bytes[at] & 0xff;
    if (opcode == WIDE && (bytes[at + 1] & 0xff) == general) {
      return 4;
    }
    return opcode == general ? 2 : first <= opcode && opcode < first + 4 ? 1 : 0;
  }

  private boolean isCode(int constant) {
    int at = constants[constant];
    return Arrays.equals(bytes, at, at + CODE.length, CODE, 0, CODE.length);
  }

  private String text(int constant) throws IOException {
    int at = constants[constant];
    return new DataInputStream(new ByteArrayInputStream(bytes, at, bytes.length - at)).readUTF();
  }

  private void skipAttributes() {
    for (int attributes = u2(); attributes > 0; attributes--) {
      skip(2);
      skip(in.getInt());
    }
  }

  private int u2() {
    return Short.toUnsignedInt(in.getShort());
  }

  private void skip(int length) {
    in.position(in.position() + length);
  }
}
