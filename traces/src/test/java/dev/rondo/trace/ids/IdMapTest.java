package dev.rondo.trace.ids;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The same as the JDK's collections. */
class IdMapTest {

  @Test
  void as_a_map() {
    var random = new Random(1);
    IdMap<String> ids = new IdMap<>();
    Map<Long, String> same = new HashMap<>();
    for (int i = 0; i < 200_000; i++) {
      long id = random.nextInt(i < 100_000 ? 1000 : 20);
      id = random.nextInt(10) == 0 ? Long.MAX_VALUE - id : id;
      switch (random.nextInt(3)) {
        case 0 -> assertThat(ids.put(id, "v" + i)).isEqualTo(same.put(id, "v" + i));
        case 1 -> assertThat(ids.remove(id)).isEqualTo(same.remove(id));
        default -> assertThat(ids.get(id)).isEqualTo(same.get(id));
      }
      assertThat(ids.size()).isEqualTo(same.size());
    }
    Map<Long, String> given = new HashMap<>();
    ids.forEach(given::put);
    assertThat(given).isEqualTo(same);
    ids.clear();
    assertThat(ids.size()).isZero();
    assertThat(ids.get(1)).isNull();
  }

  @Test
  void as_a_set() {
    var random = new Random(1);
    IdSet ids = new IdSet();
    Set<Long> same = new HashSet<>();
    for (int i = 0; i < 200_000; i++) {
      long id = random.nextInt(4) == 0 ? random.nextLong(1L << 40) : random.nextInt(20_000);
      assertThat(ids.contains(id)).isEqualTo(same.contains(id));
      assertThat(ids.add(id)).isEqualTo(same.add(id));
    }
  }
}
