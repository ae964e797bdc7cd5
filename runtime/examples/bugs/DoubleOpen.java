// Two first users of one connection: each finds none and opens one, and the first is never closed.
// First in, first out, the connection is there when the second looks.
// Mend it: keep the task that opens it, not what it gives: whoever comes later awaits the same task.

import static dev.rondo.Async.*;

import dev.rondo.*;

final Object pool = new Object(); // what traces call "connection"
String connection;
int opened;

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
        Task<String> first = createTask(connected(1), "first");
        Task<String> second = createTask(connected(2), "second");
        await(gather(first, second));
    });
}

Coroutine<String> connected(int moments) {
    return async(() -> {
        for (int i = 1; i < moments; i++) {
            await(sleep(Duration.ZERO));
        }
        Trace.use(pool, "connection", "look");
        if (connection == null) {
            String fresh = await(open());
            Trace.use(pool, "connection", "keep");
            connection = fresh;
        }
        return connection;
    });
}

Coroutine<String> open() {
    return async(() -> {
        await(sleep(Duration.ZERO)); // the handshake
        return "connection " + ++opened;
    });
}

String flaw() {
    return opened == 1 ? "" : "DoubleOpen: opened " + opened + " connections, one is leaked";
}
