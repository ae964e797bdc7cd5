package dev.rondo;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ObjectIdsTest {
  private final AtomicLong last = new AtomicLong();
  private final ObjectIds ids = new ObjectIds(last::incrementAndGet);

  @Test
  void eachObjectHasOneNumberHoweverManyThereAre() {
    List<Object> objects = new ArrayList<>();
    for (int i = 1; i <= 10_000; i++) {
      String equal = new String("equal");
      objects.add(equal);
      assertThat(ids.of(equal)).isEqualTo(i);
    }
    for (int i = 1; i <= 10_000; i++) {
      assertThat(ids.of(objects.get(i - 1))).isEqualTo(i);
    }
    assertThat(ids.size()).isEqualTo(10_000);
  }

  @Test
  @Timeout(60)
  void noneIsKeptAlive() {
    Object kept = new Object();
    long number = ids.of(kept);
    for (int i = 0; i < 1_000; i++) {
      ids.of(new Object());
    }
    while (ids.size() > 1) {
      System.gc();
    }
    assertThat(ids.of(kept)).isEqualTo(number);
    Reference.reachabilityFence(kept);
  }
}
