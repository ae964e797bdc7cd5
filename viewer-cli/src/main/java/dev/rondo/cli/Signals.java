package dev.rondo.cli;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the signals that ask this process to end while it waits for programs: it does not
 * end, but passes them on, and ends after the programs.
 */
final class Signals {
  /** The signal at which a program's loops show what their tasks do; the JVM takes USR2 itself. */
  static final String DUMP = "USR1";

  private final boolean terminalDoesIt;
  private final List<String> early = new ArrayList<>(); // came while there was no program
  private final List<Process> programs = new ArrayList<>(); // those that may be running
  private boolean came;

  private Signals(Console console) {
    terminalDoesIt = inForeground(console);
  }

  /** From now on, SIGINT, SIGTERM and SIGHUP no longer end this process. */
  static Signals hold(Console console) {
    Signals signals = new Signals(console);
    for (String name : List.of("INT", "TERM", "HUP")) {
      handle(name, () -> signals.came(name));
    }
    handle(DUMP, signals::dumpWanted);
    return signals;
  }

  /** From now on, they are passed on to that program too; so are those that none was there for. */
  synchronized void passOnTo(Process program) {
    programs.removeIf(other -> !other.isAlive());
    programs.add(program);
    early.forEach(name -> pass(name, program));
    early.clear();
  }

  /** Whether this process was asked to end. */
  synchronized boolean came() {
    return came;
  }

  /** One that came before there was a program is dropped: it would end it. */
  private synchronized void dumpWanted() {
    programs.forEach(program -> pass(DUMP, program));
  }

  private synchronized void came(String name) {
    came = true;
    if (programs.stream().noneMatch(Process::isAlive)) {
      early.add(name);
    }
    programs.forEach(program -> pass(name, program));
  }

  /**
   * The terminal sends Ctrl-C to the program by itself: a second one might mean to it that it
   * should hurry.
   */
  private void pass(String name, Process to) {
    if (!to.isAlive() || (name.equals("INT") && terminalDoesIt)) {
      return;
    }
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(to.pid())).inheritIO().start();
    } catch (IOException noSuchCommand) {
      to.destroy();
    }
  }

  /** By reflection: javac warns of sun.misc.Signal in a way that can't be switched off. */
  private static void handle(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object ours =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, args) -> {
                action.run();
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
    } catch (ReflectiveOperationException | RuntimeException unavailable) {
      // No such signal here, or the JVM keeps it to itself (-Xrs): then the default happens.
    }
  }

  /** Whether this process is in the group to which the terminal sends what is typed. */
  private static boolean inForeground(Console console) {
    String stat = readStat();
    if (stat == null) {
      return console.interactive();
    }
    // pid (command) state parent group session terminal foreground-group …
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 7);
    return fields.length > 5 && fields[2].equals(fields[5]);
  }

  private static @Nullable String readStat() {
    try {
      return Files.readString(Path.of("/proc/self/stat"));
    } catch (IOException notLinux) {
      return null;
    }
  }
}
