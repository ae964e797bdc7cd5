package dev.rondo.cli.otlp;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** The fields of one protobuf message: just enough to read a receiver's short answer. */
final class Fields {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;
  private static final ByteBuffer NONE = ByteBuffer.allocate(0).asReadOnlyBuffer();

  private final byte[] message;

  Fields(byte[] message) {
    this.message = message;
  }

  /** The number in that field; 0 if it is not there. */
  long number(int field) {
    return field(field).number;
  }

  /** The bytes in that field; none if it is not there. */
  byte[] bytes(int field) {
    ByteBuffer value = field(field).bytes.duplicate();
    byte[] bytes = new byte[value.remaining()];
    value.get(bytes);
    return bytes;
  }

  private record Value(long number, ByteBuffer bytes) {}

  /** Of what is no protobuf, nothing is there. */
  private Value field(int wanted) {
    Value found = new Value(0, NONE);
    ByteBuffer in = ByteBuffer.wrap(message);
    try {
      while (in.hasRemaining()) {
        long tag = varint(in);
        Value value = value(in, (int) tag & 7);
        found = tag >>> 3 == wanted ? value : found;
      }
      return found;
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return found;
    }
  }

  private static Value value(ByteBuffer in, int type) {
    return switch (type) {
      case VARINT -> new Value(varint(in), NONE);
      case FIXED64 -> new Value(in.getLong(), NONE);
      case FIXED32 -> new Value(in.getInt(), NONE);
      case BYTES -> {
        int length = (int) Math.min(varint(in), in.remaining());
        int from = in.position();
        in.position(from + length);
        yield new Value(0, in.slice(from, length));
      }
      default -> throw new IllegalArgumentException("type " + type);
    };
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number of more than 64 bits");
  }
}
