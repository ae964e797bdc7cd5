package dev.rondo.cli;

/** The entry point of the {@code rondo} command. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(Cli.run(Console.ofProcess(), args));
  }
}
