// A stale entry: the reader fetches the old price, the writer changes it and drops the cache's entry,
// and then the reader puts the old one back. First in, first out, the entry is there before it is
// dropped.
// Mend it: keep a version with the entry, and store only what is not older than the last drop.

import static dev.rondo.Async.*;

import dev.rondo.*;

final Object shelf = new Object(); // what traces call "price"
int price = 1;
Integer cached;

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
        Task<Void> reader = createTask(read(), "reader");
        Task<Void> writer = createTask(change(), "writer");
        await(gather(reader, writer));
    });
}

Coroutine<Void> read() {
    return async(() -> {
        Trace.use(shelf, "price", "fetch");
        int fetched = price;
        await(sleep(Duration.ZERO));
        Trace.use(shelf, "price", "cache");
        cached = fetched;
    });
}

Coroutine<Void> change() {
    return async(() -> {
        await(sleep(Duration.ZERO));
        Trace.use(shelf, "price", "change");
        price = 2;
        cached = null;
    });
}

String flaw() {
    return cached == null || cached == price
        ? ""
        : "StaleCache: the price is " + price + ", the cache says " + cached;
}
