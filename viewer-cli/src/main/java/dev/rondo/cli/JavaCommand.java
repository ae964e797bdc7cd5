package dev.rondo.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.Attributes.Name;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A command line as {@code java} takes it, taken apart, so that it can be put together again with
 * more jars on its class path.
 *
 * @param options for the JVM, without the class path
 * @param classPath as the user gave it; null where not
 * @param main the class, source file or {@code -m module}, and the program's arguments; empty where
 *     the command line names no program
 * @param program what to call it
 */
record JavaCommand(
    List<String> options, @Nullable String classPath, List<String> main, String program) {

  private static final Set<String> CLASS_PATH = Set.of("-cp", "-classpath", "--class-path");
  private static final Set<String> MODULE = Set.of("-m", "--module");

  /** The options that take the next word as their value. */
  private static final Set<String> WITH_VALUE =
      Set.of(
          "-p",
          "--module-path",
          "--upgrade-module-path",
          "--add-modules",
          "--limit-modules",
          "--add-exports",
          "--add-opens",
          "--add-reads",
          "--patch-module",
          "--enable-native-access",
          "--illegal-native-access",
          "--source",
          "-d",
          "--describe-module");

  /**
   * Takes a command line apart. {@code -jar x.jar} becomes {@code -cp x.jar} and its main class;
   * {@code @file} becomes the words in that file.
   */
  static JavaCommand parse(List<String> words) {
    Deque<String> rest = new ArrayDeque<>(words);
    List<String> options = new ArrayList<>();
    String classPath = null;
    while (!rest.isEmpty() && !isMain(rest.getFirst())) {
      String word = rest.removeFirst();
      boolean last = rest.isEmpty();
      if (word.equals("-jar") && !last) {
        return ofJar(options, rest.removeFirst(), List.copyOf(rest));
      } else if (CLASS_PATH.contains(word) && !last) {
        classPath = rest.removeFirst();
      } else if (word.startsWith("--class-path=")) {
        classPath = word.substring(word.indexOf('=') + 1);
      } else if (word.startsWith("@") && !expand(word, rest)) {
        options.add(word);
      } else if (!word.startsWith("@")) {
        options.add(word);
        if (WITH_VALUE.contains(word) && !last) {
          options.add(rest.removeFirst());
        }
      }
    }
    List<String> main = List.copyOf(rest);
    return new JavaCommand(List.copyOf(options), classPath, main, nameOf(main));
  }

  /** Whether that word names the program: what follows it is the program's own. */
  private static boolean isMain(String word) {
    return MODULE.contains(word)
        || word.startsWith("--module=")
        || !(word.startsWith("-") || word.startsWith("@"));
  }

  /** Puts the words of an {@code @file} in its place; where it can't be read, java will say so. */
  private static boolean expand(String word, Deque<String> rest) {
    List<String> words = ArgFile.read(Path.of(word.substring(1))).orElse(null);
    if (words == null) {
      return false;
    }
    words.reversed().forEach(rest::addFirst);
    return true;
  }

  private static String nameOf(List<String> main) {
    if (main.isEmpty()) {
      return "java";
    }
    String first = main.size() > 1 && MODULE.contains(main.get(0)) ? main.get(1) : main.get(0);
    return first.endsWith(".java") ? stem(first) : first.replaceFirst("^--module=", "");
  }

  private static String stem(String file) {
    String name = String.valueOf(Path.of(file).getFileName());
    return name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
  }

  /**
   * With {@code -jar}, java knows no other class path; as a class path, it follows the jar's own.
   */
  private static JavaCommand ofJar(List<String> options, String jar, List<String> args) {
    Attributes manifest = manifest(jar);
    String main = manifest.getValue(Name.MAIN_CLASS);
    if (main == null) {
      throw new UsageException(jar + ": its manifest names no Main-Class");
    }
    List<String> all = new ArrayList<>(options);
    addAll(all, "--add-exports=", manifest.getValue("Add-Exports"), "=ALL-UNNAMED");
    addAll(all, "--add-opens=", manifest.getValue("Add-Opens"), "=ALL-UNNAMED");
    addAll(all, "--enable-native-access=", manifest.getValue("Enable-Native-Access"), "");
    List<String> command = Stream.concat(Stream.of(main.strip()), args.stream()).toList();
    return new JavaCommand(List.copyOf(all), jar, command, stem(jar));
  }

  private static Attributes manifest(String jar) {
    try (JarFile file = new JarFile(jar)) {
      Manifest manifest = file.getManifest();
      return manifest == null ? new Attributes() : manifest.getMainAttributes();
    } catch (IOException e) {
      throw new UsageException(jar + ": " + Failures.reason(e));
    }
  }

  private static void addAll(
      List<String> options, String option, @Nullable String values, String suffix) {
    if (values != null) {
      Arrays.stream(values.strip().split("\\s+"))
          .forEach(value -> options.add(option + value + suffix));
    }
  }

  /**
   * The whole command line.
   *
   * @param java the java command
   * @param more options, which win over the user's own
   * @param jars to add at the end of the class path
   * @param inherited the class path of the environment, in force where the user gave none
   */
  List<String> with(String java, List<String> more, List<String> jars, @Nullable String inherited) {
    List<String> all = new ArrayList<>();
    all.add(java);
    all.addAll(options);
    all.addAll(more);
    all.add("-cp");
    all.add(
        first(classPath, inherited, ".")
            + File.pathSeparator
            + String.join(File.pathSeparator, jars));
    all.addAll(main);
    return all;
  }

  private static String first(@Nullable String given, @Nullable String inherited, String usual) {
    return given != null ? given : inherited != null ? inherited : usual;
  }
}
