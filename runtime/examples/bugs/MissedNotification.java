// Missed notification: the consumer looks before it holds the lock, so that what it saw may be old when
// it begins to wait, and nobody notifies it again. First in, first out, it waits before the producer
// comes.
// Mend it: look while holding the lock, in a loop: condition.awaitUntil(() -> ready).

import static dev.rondo.Async.*;

import dev.rondo.*;
import dev.rondo.sync.*;

final Condition condition = new Condition("bell");
boolean ready;
boolean served;

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
        Task<Void> consumer = createTask(consume(), "consumer");
        createTask(produce(), "producer");
        await(waitAll(List.of(consumer), Duration.ofSeconds(1)));
    });
}

Coroutine<Void> consume() {
    return async(() -> {
        Trace.use(condition, "meal", "look");
        if (!ready) {
            await(condition.acquire());
            await(condition.await());
            condition.release();
        }
        served = true;
    });
}

Coroutine<Void> produce() {
    return async(() -> {
        await(condition.acquire());
        await(sleep(Duration.ZERO)); // cooks
        Trace.use(condition, "meal", "ready");
        ready = true;
        condition.notifyEach();
        condition.release();
    });
}

String flaw() {
    return served ? "" : "MissedNotification: the consumer waits for what has happened already";
}
