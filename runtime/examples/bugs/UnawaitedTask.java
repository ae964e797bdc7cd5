// Fire and forget: nobody awaits the task that saves, and the program ends when its main coroutine
// does. First in, first out, the task gets its turn before that.
// Mend it: keep the task and await it, or make it in a TaskGroup.

import static dev.rondo.Async.*;

import dev.rondo.*;

final Object file = new Object(); // what traces call "file"
boolean saved;

void main() {
    run(story(), EventLoop.builder().virtualClock());
    if (!flaw().isEmpty()) {
        System.err.println(flaw());
        System.exit(1);
    }
    IO.println("all is well");
}

Coroutine<Void> story() {
    return async("edit", () -> {
        createTask(save(), "save");
        await(sleep(Duration.ZERO)); // the window closes
    });
}

Coroutine<Void> save() {
    return async(() -> {
        saved = true;
        Trace.use(file, "file", "write");
    });
}

String flaw() {
    return saved ? "" : "UnawaitedTask: the program ended before anything was saved";
}
