package dev.rondo.sync;

import dev.rondo.observe.AwaitChain;
import dev.rondo.observe.LoopInfo;
import dev.rondo.observe.LoopObserver;
import dev.rondo.observe.ObserverProvider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes down what is told of the use of synchronisation objects, and of the pauses on them. */
final class Uses implements ObserverProvider, LoopObserver {
  final List<String> told = new ArrayList<>();
  private final Map<Long, String> tasks = new HashMap<>();

  @Override
  public LoopObserver observe(LoopInfo loop) {
    return this;
  }

  @Override
  public void taskCreated(long task, String name, String coroutine, String at, long parent) {
    tasks.put(task, name);
  }

  @Override
  public void used(long task, long object, String what, String operation) {
    told.add(tasks.get(task) + ": " + operation + " " + what);
  }

  @Override
  public void paused(long task, long on, String what, AwaitChain chain) {
    told.add(tasks.get(task) + " waits for " + what);
  }

  @Override
  public void entered(long task, String coroutine) {
    told.add(tasks.get(task) + " enters " + coroutine);
  }
}
