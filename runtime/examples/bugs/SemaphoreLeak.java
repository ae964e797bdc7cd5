// A permit that leaks: cancelled while it holds one, the download never gives it back, and when all are
// gone everybody waits for ever. First in, first out, it is over when it is cancelled.
// Mend it: release in a finally block.

import static dev.rondo.Async.*;

import dev.rondo.*;
import dev.rondo.sync.*;

final Semaphore slots = new Semaphore(1, "slots");
boolean resumed;

void main() {
    run(story(), EventLoop.builder().virtualClock());
    if (!flaw().isEmpty()) {
        System.err.println(flaw());
        System.exit(1);
    }
    IO.println("all is well");
}

Coroutine<Void> story() {
    return async("browser", () -> {
        Task<Void> download = createTask(download(), "download");
        Task<Void> user = createTask(giveUpOn(download), "user");
        await(waitAll(List.of(download, user)));
        Task<Void> again = createTask(download(), "again");
        resumed = !await(waitAll(List.of(again), Duration.ofSeconds(1))).done().isEmpty();
    });
}

Coroutine<Void> download() {
    return async(() -> {
        await(slots.acquire());
        await(sleep(Duration.ofMillis(10)));
        slots.release();
    });
}

Coroutine<Void> giveUpOn(Task<Void> download) {
    return async(() -> {
        await(sleep(Duration.ofMillis(10)));
        download.cancel();
    });
}

String flaw() {
    return resumed ? "" : "SemaphoreLeak: no slot is ever free again";
}
