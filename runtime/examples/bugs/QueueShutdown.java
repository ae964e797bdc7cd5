// A queue is shut down with work in it: when the producer is done, the last order is in the queue, but
// perhaps not taken yet, and shutdown(true) drops it. First in, first out, the worker is woken first.
// Mend it: await queue.join() before, or let shutdown() leave what is in the queue to its readers.

import static dev.rondo.Async.*;

import dev.rondo.*;
import dev.rondo.sync.*;

final Queue<String> orders = new Queue<>(0, "orders");
final List<String> cooked = new ArrayList<>();

void main() {
    run(story(), EventLoop.builder().virtualClock());
    if (!flaw().isEmpty()) {
        System.err.println(flaw());
        System.exit(1);
    }
    IO.println("all is well");
}

Coroutine<Void> story() {
    return async("kitchen", () -> {
        Task<Void> cook = createTask(cook(), "cook");
        Task<Void> waiter = createTask(takeOrders(), "waiter");
        await(waiter);
        orders.shutdown(true); // closing time
        await(cook);
    });
}

Coroutine<Void> takeOrders() {
    return async(() -> {
        for (String order : List.of("soup", "fish", "cake")) {
            await(sleep(Duration.ofMillis(1)));
            await(orders.put(order));
        }
    });
}

Coroutine<Void> cook() {
    return async(() -> {
        try {
            while (true) {
                cooked.add(await(orders.get()));
            }
        } catch (QueueShutDownException closed) {
            // goes home
        }
    });
}

String flaw() {
    return cooked.size() == 3 ? "" : "QueueShutdown: ordered 3 dishes, cooked " + cooked;
}
