package dev.rondo;

import dev.rondo.dump.LoopDump;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Prints a dump of every loop to standard error when the process gets the signal that the system
 * property {@code rondo.dump.signal} names, such as {@code USR1}. Without the property nothing of
 * it is loaded but this class.
 */
final class DumpSignal {
  private static final @Nullable String NAME = System.getProperty("rondo.dump.signal");

  private DumpSignal() {}

  /** Takes the signal, the first time. */
  static void listen() {
    if (NAME != null) {
      Listener.listen();
    }
  }

  /** How to ask for a dump of this process, for a message that ends with it. */
  static String hint() {
    return NAME == null
        ? "start java with -Drondo.dump.signal=USR1, and kill -USR1 will show all tasks"
        : "kill -" + NAME + " " + ProcessHandle.current().pid() + " shows all tasks";
  }

  /** Apart, so that it is loaded at need; its initialiser runs once. */
  private static final class Listener {
    static {
      install(String.valueOf(NAME));
    }

    private Listener() {}

    static void listen() {}

    /** By reflection: javac warns of sun.misc.Signal in a way that can't be switched off. */
    private static void install(String name) {
      try {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object ours =
            Proxy.newProxyInstance(
                DumpSignal.class.getClassLoader(),
                new Class<?>[] {handler},
                (proxy, method, args) -> came());
        signal
            .getMethod("handle", signal, handler)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
      } catch (ReflectiveOperationException | RuntimeException e) {
        Throwable reason = e.getCause() == null ? e : e.getCause();
        Log.RONDO.log(
            System.Logger.Level.WARNING,
            "rondo.dump.signal is '" + name + "', which cannot be had: " + reason.getMessage());
      }
    }

    /** On a thread of the signal's own, so it comes even where every loop hangs. */
    private static @Nullable Object came() {
      StringBuilder text = new StringBuilder();
      EventLoop.dumpAll().forEach(loop -> append(text, loop));
      if (text.isEmpty()) {
        text.append("no event loop is open\n");
      }
      print(text.toString());
      return null;
    }

    private static void append(StringBuilder text, LoopDump loop) {
      text.append('\n').append(loop.text());
      if (!loop.tasks().isEmpty()) {
        text.append("\nwho awaits whom\n").append(loop.tree());
      }
    }

    /** Past {@code System.err}, whose lock a thread that hangs may hold. */
    private static void print(String text) {
      try {
        FileOutputStream err = new FileOutputStream(FileDescriptor.err); // not to be closed
        err.write(text.getBytes(System.err.charset()));
      } catch (IOException nobodyReads) {
        // there is no other place to say it
      }
    }
  }
}
