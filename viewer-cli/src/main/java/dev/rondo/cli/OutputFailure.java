package dev.rondo.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;

/** An output can't be written to its end. */
final class OutputFailure extends UncheckedIOException {
  private static final long serialVersionUID = 1;
  private static final String STANDARD_OUTPUT = "standard output";

  private final String output;

  OutputFailure(String output, IOException cause) {
    super("can't write " + output + ": " + cause.getMessage(), cause);
    this.output = output;
  }

  /** Whether it is only that the reader has seen enough ({@code rondo events x | head}). */
  boolean readerGone() {
    return output.equals(STANDARD_OUTPUT)
        && String.valueOf(getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
  }

  /** A stream that fails so. {@link java.io.PrintWriter} swallows an IOException, but not this. */
  static OutputStream loud(OutputStream out, String name) {
    return new Loud(out, name);
  }

  /** The same for standard output. */
  static OutputStream loud(OutputStream out) {
    return new Loud(out, STANDARD_OUTPUT);
  }

  private static final class Loud extends OutputStream {
    private final OutputStream out;
    private final String name;

    Loud(OutputStream out, String name) {
      this.out = out;
      this.name = name;
    }

    /** What writes, and may fail. */
    private interface Writing {
      void run() throws IOException;
    }

    private void loudly(Writing writing) {
      try {
        writing.run();
      } catch (IOException e) {
        throw new OutputFailure(name, e);
      }
    }

    @Override
    public void write(int b) {
      loudly(() -> out.write(b));
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      loudly(() -> out.write(bytes, from, length));
    }

    @Override
    public void flush() {
      loudly(out::flush);
    }

    @Override
    public void close() {
      loudly(out::close);
    }
  }
}
