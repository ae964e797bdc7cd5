package dev.rondo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the runtime says on its logger, {@code dev.rondo}. */
final class Logged extends Handler implements AutoCloseable {
  private static final Logger RONDO = Logger.getLogger("dev.rondo");

  private final List<String> records = Collections.synchronizedList(new ArrayList<>());

  private Logged() {}

  /** One that listens until it is closed, and keeps what is said from the console. */
  static Logged open() {
    Logged logged = new Logged();
    RONDO.addHandler(logged);
    RONDO.setUseParentHandlers(false);
    return logged;
  }

  /** The records of the time in which {@code body} runs: {@code LEVEL message | exception}. */
  static List<String> during(Runnable body) {
    try (Logged logged = open()) {
      body.run();
      return logged.records();
    }
  }

  List<String> records() {
    return List.copyOf(records);
  }

  @Override
  public void publish(LogRecord record) {
    Throwable thrown = record.getThrown();
    records.add(
        record.getLevel()
            + " "
            + record.getMessage()
            + (thrown == null ? "" : " | " + thrown.getMessage()));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    RONDO.setUseParentHandlers(true);
    RONDO.removeHandler(this);
  }
}
