package dev.rondo.trace.diff;

import dev.rondo.trace.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The things that an event of a step names, in its order. */
final class Mentions {
  private final Node node;
  private final List<Entity> found = new ArrayList<>(3);

  private Mentions(Node node) {
    this.node = node;
  }

  static List<Entity> of(TraceEvent event, Node node) {
    Mentions mentions = new Mentions(node);
    mentions.collect(event);
    return mentions.found;
  }

  private void collect(TraceEvent event) {
    switch (event) {
      case TraceEvent.TaskCreated e -> futures(e.parent(), e.task());
      case TraceEvent.Enqueue e -> {
        futures(e.task(), e.of());
        handle(e.task() == 0 ? e.handle() : 0);
      }
      case TraceEvent.Resume e -> futures(e.task());
      case TraceEvent.Pause e -> futures(e.task(), e.on());
      case TraceEvent.Done e -> futures(e.task(), e.future());
      case TraceEvent.Await e -> futures(e.task(), e.on());
      case TraceEvent.Listen e -> futures(e.future());
      case TraceEvent.Use e -> {
        futures(e.task());
        object(e.object());
      }
      case TraceEvent.Callback e -> {
        handle(e.handle());
        futures(e.of());
      }
      case TraceEvent.Timer e -> handle(e.handle());
      case TraceEvent.Cancel e -> {
        futures(e.task(), e.future(), e.by());
        handle(e.handle());
      }
      case TraceEvent.Enter e -> futures(e.task());
      case TraceEvent.Exit e -> futures(e.task());
      case TraceEvent.Mark e -> futures(e.task());
      case TraceEvent.Input e -> futures(e.task());
      case TraceEvent.Stall e -> e.waiting().forEach(this::futures);
      default -> {}
    }
  }

  private void futures(long... ids) {
    for (long id : ids) {
      add(id == 0 ? null : node.future(id));
    }
  }

  private void handle(long id) {
    for (int i = 0; id != 0 && i < node.touches(); i++) {
      if (node.touched(i) instanceof Strand s && s.kind == Strand.Kind.CALLBACK && s.id == id) {
        add(s);
      }
    }
  }

  private void object(long id) {
    for (int i = 0; id != 0 && i < node.touches(); i++) {
      if (node.touched(i).shared && node.touched(i).id == id) {
        add(node.touched(i));
      }
    }
  }

  private void add(@Nullable Entity entity) {
    if (entity != null) {
      found.add(entity);
    }
  }
}
