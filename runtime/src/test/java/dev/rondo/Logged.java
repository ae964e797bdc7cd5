package dev.rondo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the runtime says on its logger, {@code dev.rondo}. */
final class Logged extends Handler {
  private final List<String> records = Collections.synchronizedList(new ArrayList<>());

  private Logged() {}

  /** The records of the time in which {@code body} runs: {@code LEVEL message | exception}. */
  static List<String> during(Runnable body) {
    Logger logger = Logger.getLogger("dev.rondo");
    Logged logged = new Logged();
    logger.addHandler(logged);
    logger.setUseParentHandlers(false);
    try {
      body.run();
    } finally {
      logger.setUseParentHandlers(true);
      logger.removeHandler(logged);
    }
    return List.copyOf(logged.records);
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
  public void close() {}
}
