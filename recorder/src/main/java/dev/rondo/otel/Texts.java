package dev.rondo.otel;

import org.jspecify.annotations.Nullable;

/** Which texts may leave the process. Called on the loop's thread. */
public interface Texts {

  /** What is told of a name: of a task, a coroutine, a source line, a class, a note. */
  String name(String name);

  /** What is told of an error's message, or of a text in a note; null for nothing. */
  @Nullable String message(String message);

  /** All of them. */
  static Texts all() {
    return new Texts() {
      @Override
      public String name(String name) {
        return name;
      }

      @Override
      public String message(String message) {
        return message;
      }
    };
  }
}
