package dev.rondo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChainTest {
  private final Site outer = Site.internal("outer of ChainTest");
  private final Site first = Site.internal("first of ChainTest");
  private final Site second = Site.internal("second of ChainTest");
  private final Site third = Site.internal("third of ChainTest");

  @Test
  void whoIsOnTheSamePathHasTheSameChain() {
    Chain chain = outer.alone();
    assertThat(outer.alone()).isSameAs(chain);
    assertThat(chain.with(first)).isSameAs(chain.with(first));
    assertThat(chain.with(first)).isNotSameAs(chain.with(second));
    assertThat(chain.with(first).with(second).awaiter()).isSameAs(chain.with(first));
    assertThat(chain.awaiter()).isNull();
  }

  @Test
  void twoThatTakeTurnsAreBothRemembered() {
    Chain chain = new Chain(outer, null);
    Chain toFirst = chain.with(first);
    Chain toSecond = chain.with(second);
    for (int i = 0; i < 10; i++) {
      assertThat(chain.with(first)).isSameAs(toFirst);
      assertThat(chain.with(second)).isSameAs(toSecond);
    }
  }

  @Test
  void ofThreeTheOldestIsForgottenAndMadeAnew() {
    Chain chain = new Chain(outer, null);
    Chain forgotten = chain.with(first);
    chain.with(second);
    chain.with(third);
    Chain anew = chain.with(first);
    assertThat(anew).isNotSameAs(forgotten);
    assertThat(anew.coroutine()).isEqualTo(forgotten.coroutine());
    assertThat(anew.awaiter()).isSameAs(chain);
  }
}
