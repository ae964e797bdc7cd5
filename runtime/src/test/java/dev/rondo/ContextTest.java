package dev.rondo;

import static dev.rondo.Async.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** Context variables, as PEP 567 has them and asyncio uses them. */
class ContextTest extends OnBothEngines {
  private final ContextVar<String> user = new ContextVar<>("user", "nobody");
  private final ContextVar<Integer> depth = new ContextVar<>("depth");

  private Coroutine<String> readerAfterAPause() {
    return async(() -> {
      await(pause());
      return user.get();
    });
  }

  @Test
  void aVariableHasItsValueElseItsDefaultElseNone() {
    new Context()
        .run(() -> {
          assertThat(user.get()).isEqualTo("nobody");
          assertThat(user.get("else")).isEqualTo("else");
          assertThatThrownBy(depth::get)
              .isInstanceOf(NoSuchElementException.class)
              .hasMessageContaining("depth");
          assertThat(depth.get(7)).isEqualTo(7);
          user.set("ann");
          assertThat(user.get()).isEqualTo("ann");
          assertThat(user.get("else")).isEqualTo("ann");
        });
  }

  @Test
  void nullIsAValue() {
    ContextVar<String> maybe = new ContextVar<>("maybe", null);
    new Context()
        .run(() -> {
          assertThat(maybe.get()).isNull();
          maybe.set("x");
          ContextVar.Token<String> token = maybe.set(null);
          assertThat(maybe.get("else")).isNull();
          assertThat(token.oldValue()).isEqualTo("x");
          assertThat(Context.copyCurrent().contains(maybe)).isTrue();
        });
  }

  @Test
  void aTokenTakesBackWhatWasSetOnce() {
    new Context()
        .run(() -> {
          ContextVar.Token<String> first = user.set("ann");
          ContextVar.Token<String> second = user.set("bob");
          assertThat(first.oldValue()).isNull();
          assertThat(second.oldValue()).isEqualTo("ann");
          assertThat(second.variable()).isSameAs(user);
          user.reset(second);
          assertThat(user.get()).isEqualTo("ann");
          assertThatThrownBy(() -> user.reset(second)).isInstanceOf(IllegalStateException.class);
          user.reset(first);
          assertThat(user.get()).isEqualTo("nobody");
          assertThat(Context.copyCurrent().contains(user)).isFalse();
        });
  }

  @Test
  void aTokenIsOfOneVariableAndOneContext() {
    ContextVar<String> other = new ContextVar<>("other");
    Context context = new Context();
    ContextVar.Token<String> token = context.call(() -> user.set("ann"));
    assertThatThrownBy(() -> user.reset(token))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("another context");
    assertThatThrownBy(() -> context.run(() -> other.reset(token)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("other");
    context.run(() -> user.reset(token));
  }

  @Test
  void aContextKeepsWhatIsSetInItAndACopyDoesNot() {
    Context context = new Context();
    context.run(() -> user.set("ann"));
    Context copy = context.copy();
    copy.run(() -> {
      assertThat(user.get()).isEqualTo("ann");
      user.set("bob");
      depth.set(1);
    });
    assertThat(context.get(user)).isEqualTo("ann");
    assertThat(context.size()).isEqualTo(1);
    assertThat(copy.variables()).containsExactly(user, depth);
    assertThat(copy).hasToString("<Context user=bob depth=1>");
    assertThatThrownBy(() -> context.get(depth)).isInstanceOf(NoSuchElementException.class);
    assertThat(user.get()).isEqualTo("nobody");
  }

  @Test
  void aContextIsNotEnteredTwice() {
    Context context = new Context();
    assertThatThrownBy(() -> context.run(() -> context.run(() -> {})))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("already entered");
    assertThatThrownBy(() -> context.run(() -> new Context().run(() -> context.run(() -> {}))))
        .isInstanceOf(IllegalStateException.class);
    context.run(() -> {}); // it was left all the same
  }

  @Test
  void manyVariablesKeepTheirValues() {
    List<ContextVar<Integer>> vars = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      vars.add(new ContextVar<>("v" + i));
    }
    List<ContextVar<Integer>> mixed = new ArrayList<>(vars);
    Collections.shuffle(mixed, new java.util.Random(1));
    Context context = new Context();
    context.run(() -> {
      List<ContextVar.Token<Integer>> tokens = new ArrayList<>();
      for (ContextVar<Integer> var : mixed) {
        tokens.add(var.set(vars.indexOf(var)));
      }
      for (int i = 0; i < vars.size(); i++) {
        assertThat(vars.get(i).get()).isEqualTo(i);
      }
      assertThat(context.variables()).containsExactlyElementsOf(vars);
      for (int i = 0; i < 299; i++) {
        mixed.get(i).reset(tokens.get(i));
      }
      assertThat(context.variables()).containsExactly(mixed.getLast());
    });
  }

  @Test
  void aTaskCopiesTheContextInWhichItIsMade() {
    go(() -> {
      user.set("ann");
      Task<String> before = createTask(readerAfterAPause());
      user.set("bob");
      Task<String> after = createTask(readerAfterAPause());
      assertThat(await(gather(before, after))).containsExactly("ann", "bob");
    });
  }

  @Test
  void whatATaskSetsIsSeenByNobodyElse() {
    go(() -> {
      Coroutine<Void> setter =
          async(() -> {
            user.set("ann");
            await(pause());
            log("setter " + user.get());
          });
      Task<Void> task = createTask(setter);
      Task<String> other = createTask(readerAfterAPause());
      await(task);
      log("other " + await(other));
      log("main " + user.get());
    });
    assertLog("setter ann", "other nobody", "main nobody");
  }

  @Test
  void whatACoroutineSetsInPlaceIsItsAwaiters() {
    go(() -> {
      await(async(() -> user.set("ann")));
      assertThat(user.get()).isEqualTo("ann");
    });
  }

  @Test
  void tasksMayShareAContext() {
    Context shared = new Context();
    go(() -> {
      Task<?> setter = createTask(async(() -> user.set("ann")), "setter", shared);
      Task<String> reader = createTask(readerAfterAPause(), "reader", shared);
      await(setter);
      assertThat(await(reader)).isEqualTo("ann");
      assertThat(reader.context()).isSameAs(shared);
      EventLoop loop = EventLoop.running();
      await(loop.createTask(async(() -> user.set("bob")), null, shared));
      assertThat(shared.get(user)).isEqualTo("bob");
      await(new Task<>(async(() -> user.set("cid")), loop, null, shared));
      assertThat(user.get()).isEqualTo("nobody");
    });
    assertThat(shared.get(user)).isEqualTo("cid");
  }

  @Test
  void aTaskTellsItsContext() {
    go(() -> {
      Task<?> main = currentTask();
      Context mine = main.context();
      user.set("ann");
      assertThat(mine.get(user)).isEqualTo("ann");
      await(pause());
      assertThat(main.context()).isSameAs(mine);
      Task<String> other = createTask(readerAfterAPause());
      Context others = other.context();
      others.run(() -> user.set("bob"));
      assertThat(await(other)).isEqualTo("bob");
    });
  }

  @Test
  void aGroupGivesATaskItsContext() {
    Context context = new Context();
    context.run(() -> user.set("ann"));
    go(() -> {
      Task<String> task =
          TaskGroup.call(group -> group.createTask(readerAfterAPause(), null, context));
      assertThat(task.result()).isEqualTo("ann");
    });
  }

  @Test
  void callbacksRunInACopyOfTheContextInWhichTheyWereAdded() {
    go(() -> {
      EventLoop loop = EventLoop.running();
      Future<String> future = loop.createFuture();
      user.set("ann");
      loop.callSoon(() -> log("soon " + user.get() + user.set("x").oldValue()));
      loop.callLater(millis(1), () -> log("later " + user.get()));
      future.addDoneCallback(f -> log("done " + user.get() + user.set("y").oldValue()));
      loop.callSoonThreadsafe(() -> log("threadsafe " + user.get()));
      user.set("bob");
      future.setResult("");
      future.addDoneCallback(f -> log("late " + user.get()));
      await(sleep(millis(2)));
      log("main " + user.get());
    });
    assertLog("soon annann", "threadsafe ann", "done annann", "late bob", "later ann", "main bob");
  }

  @Test
  void callbacksRunInTheContextThatTheyAreGiven() {
    Context given = new Context();
    go(() -> {
      EventLoop loop = EventLoop.running();
      Future<String> future = loop.createFuture();
      user.set("ann");
      loop.callSoon(() -> depth.set(1), given);
      loop.callSoonThreadsafe(() -> depth.set(depth.get() + 1), given);
      loop.callLater(millis(1), () -> depth.set(depth.get() * 10), given);
      future.addDoneCallback(f -> depth.set(depth.get() + 5), given);
      await(sleep(millis(2)));
      future.setResult("");
      await(pause());
      assertThat(depth.get(0)).isZero();
    });
    assertThat(given).hasToString("<Context depth=25>");
  }

  @Test
  void aHandleTellsItsContext() {
    ContextVar<String> var = new ContextVar<>("var", "none");
    go(() -> {
      EventLoop loop = EventLoop.running();
      Handle empty = loop.callSoon(() -> log(var.get()));
      empty.context().run(() -> var.set("given"));
      Context mine = new Context();
      assertThat(loop.callLater(ZERO, () -> {}, mine).context()).isSameAs(mine);
      var.set("maker's");
      Handle copied = loop.callSoon(() -> var.set("callback's"));
      await(pause());
      log(copied.context().get(var));
      log(var.get());
    });
    assertLog("given", "callback's", "maker's");
  }

  @Test
  void aCallbackThatFailsLeavesItsContext() {
    go(() -> {
      EventLoop loop = EventLoop.running();
      loop.setExceptionHandler(context -> log("handler " + user.get()));
      user.set("ann");
      loop.callSoon(() -> {
        user.set("bob");
        throw new IllegalStateException();
      });
      await(pause());
      log(user.get());
    });
    assertLog("handler bob", "ann");
  }

  @Test
  void anExceptionHandlerIsToldOfATaskInItsContext() {
    go(() -> {
      EventLoop loop = EventLoop.running();
      loop.setExceptionHandler(
          context -> log(context.message().replaceFirst("[:!] .*", "") + " " + user.get()));
      createTask(
          async(() -> {
            user.set("bob");
            throw new IllegalStateException();
          }));
      Task<String> pending = createTask(readerAfterAPause());
      pending.context().run(() -> user.set("cid"));
      loop.callExceptionHandler(new ExceptionContext("by hand", null, pending));
      await(pending);
      log("main " + user.get());
    });
    assertLog("by hand cid", "main nobody", "Task exception was never retrieved bob");
  }

  @Test
  void aThreadIsGivenACopy() {
    go(() -> {
      user.set("ann");
      String seen =
          await(
              toThread(() -> {
                String before = user.get();
                user.set("thread");
                return before + " " + user.get();
              }));
      assertThat(seen).isEqualTo("ann thread");
      assertThat(user.get()).isEqualTo("ann");
      assertThat(await(toThread(() -> user.get()))).isEqualTo("ann");
      assertThat(await(EventLoop.running().runInExecutor(() -> user.get()))).isEqualTo("nobody");
    });
  }

  @Test
  void aHandOverCarriesTheContextOfItsThread() {
    go(() -> {
      EventLoop loop = EventLoop.running();
      Future<String> seen = loop.createFuture();
      await(
          toThread(() -> {
            user.set("thread");
            loop.callSoonThreadsafe(() -> seen.setResult(user.get()));
          }));
      assertThat(await(seen)).isEqualTo("thread");
    });
  }

  @Test
  void aProgramStartsWithTheContextOfItsThread() {
    Context context = new Context();
    context.run(() -> {
      user.set("ann");
      go(() -> {
        assertThat(user.get()).isEqualTo("ann");
        user.set("bob");
      });
      assertThat(user.get()).isEqualTo("ann");
    });
  }

  @Test
  void aPauseWithinAContextKeepsItToTheTask() {
    Context inner = new Context();
    go(() -> {
      user.set("main");
      Task<Void> other =
          createTask(
              async(() -> {
                user.set("other");
                await(pause());
                log("other " + user.get());
                assertThatThrownBy(() -> inner.run(() -> {}))
                    .isInstanceOf(IllegalStateException.class);
              }));
      inner.run(() -> {
        user.set("inner");
        await(other);
        log("inner " + user.get());
      });
      log("main " + user.get());
    });
    assertLog("other other", "inner inner", "main main");
  }

  @Test
  void cleaningUpAtTheLoopsEndSeesTheTasksContext() {
    EventLoop loop = loops().create();
    Task<Void> task =
        loop.createTask(
            async(() -> {
              user.set("ann");
              try {
                await(sleep(millis(1)));
              } finally {
                log(user.get());
              }
            }));
    loop.callSoon(loop::stop);
    loop.runForever();
    loop.close();
    assertThat(task.done()).isFalse();
    assertLog("ann");
  }
}
