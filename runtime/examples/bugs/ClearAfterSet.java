// A signal that is cleared by who should wait for it: if the worker was quick, its signal is gone
// before anybody waits. First in, first out, the event is cleared before the worker sets it.
// Mend it: clear the event before the worker is started; or better, await the worker.

import static dev.rondo.Async.*;

import dev.rondo.*;
import dev.rondo.sync.*;

final Event done = new Event("done");
boolean heard;

void main() {
    run(story(), EventLoop.builder().virtualClock());
    if (!flaw().isEmpty()) {
        System.err.println(flaw());
        System.exit(1);
    }
    IO.println("all is well");
}

Coroutine<Void> story() {
    return async(() -> {
        done.set(); // by the worker of yesterday
        Task<Void> boss = createTask(waitForSignal(), "boss");
        createTask(work(), "worker");
        await(waitAll(List.of(boss), Duration.ofSeconds(1)));
    });
}

Coroutine<Void> waitForSignal() {
    return async(() -> {
        done.clear();
        await(done.await());
        heard = true;
    });
}

Coroutine<Void> work() {
    return async(() -> done.set());
}

String flaw() {
    return heard ? "" : "ClearAfterSet: the worker is done, and nobody will ever know";
}
