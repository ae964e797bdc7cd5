package dev.rondo.recorder;

import dev.rondo.Async;
import dev.rondo.Coroutine;
import dev.rondo.EventLoop;
import dev.rondo.LoopBuilder;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One of {@code runtime/examples/bugs}, to be run as often as one likes in this virtual machine.
 */
record Bug(String name, Class<?> program) {
  private static final Path FOLDER = Path.of("..", "runtime", "examples", "bugs");

  /** Compiles all of them. */
  static List<Bug> all(Path classes) throws Exception {
    List<Path> sources;
    try (Stream<Path> files = Files.list(FOLDER)) {
      sources = files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
    Javac.compile(sources, classes);
    ClassLoader loader =
        new URLClassLoader(new URL[] {classes.toUri().toURL()}, Bug.class.getClassLoader());
    List<Bug> bugs = new ArrayList<>();
    for (Path source : sources) {
      String name = source.getFileName().toString().replace(".java", "");
      bugs.add(new Bug(name, loader.loadClass(name)));
    }
    return bugs;
  }

  /** Runs it under a policy, unobserved, and gives what it says is wrong; empty if nothing is. */
  String run(String policy, long seed) {
    return run(loop(policy, seed).observer(_ -> null));
  }

  /** The same on that engine. */
  String run(String policy, long seed, String engine) {
    return run(loop(policy, seed).engine(engine).observer(_ -> null));
  }

  /** The same, recorded to that file. */
  String record(String policy, long seed, Path trace) {
    try (Recorder recorder = Recorder.to(trace).program(name)) {
      return run(loop(policy, seed).observer(recorder));
    }
  }

  /** Under the schedule of a recording alone, on that engine: no policy is asked for. */
  String replay(Replay replay, String engine) {
    return run(EventLoop.builder().virtualClock().engine(engine).observer(replay));
  }

  private static LoopBuilder loop(String policy, long seed) {
    return EventLoop.builder().virtualClock().policy(policy, seed);
  }

  private String run(LoopBuilder loop) {
    try {
      Constructor<?> constructor = program.getDeclaredConstructor();
      constructor.setAccessible(true);
      Object bug = constructor.newInstance();
      Async.run((Coroutine<?>) call(bug, "story"), loop);
      return (String) call(bug, "flaw");
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(name, e);
    }
  }

  private Object call(Object bug, String method) throws ReflectiveOperationException {
    Method found = program.getDeclaredMethod(method);
    found.setAccessible(true);
    return found.invoke(bug);
  }

  /** The first seed under which it shows, from 1 on; 0 if none up to {@code last} does. */
  long firstSeed(String policy, int last) {
    for (long seed = 1; seed <= last; seed++) {
      if (!run(policy, seed).isEmpty()) {
        return seed;
      }
    }
    return 0;
  }

  @Override
  public String toString() {
    return name;
  }
}
