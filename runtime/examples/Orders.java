// A shop of any size: customers put orders in a bounded queue, clerks take them, have each packed and
// labelled, and write it into a ledger that only one of them may hold.
//
//     Orders COUNT [SLOW]
//
// Everything is drawn from one seed, so that on a virtual clock (-Drondo.clock=virtual) two runs do the
// same; SLOW orders, spread evenly, take longer to pack. An order is some 60 events: 165,000 of them
// are a trace of 10 million.

import static dev.rondo.Async.*;

import dev.rondo.*;
import dev.rondo.sync.Lock;
import dev.rondo.sync.Queue;

static final int CUSTOMERS = 40;
static final int CLERKS = 25;

final Queue<Integer> queue = new Queue<>(2 * CLERKS, "orders");
final Lock ledger = new Lock("ledger");
final Random random = new Random(1);
int orders;
int slow;
int placed;
int booked;

void main(String[] args) {
    if (args.length < 1 || args.length > 2 || !String.join("", args).matches("[0-9]{1,16}")) {
        System.err.println("usage: Orders COUNT [SLOW]");
        System.exit(2);
    }
    orders = Integer.parseInt(args[0]);
    slow = args.length > 1 ? Integer.parseInt(args[1]) : 0;
    run(shop());
    IO.println(booked + " orders");
}

Coroutine<Void> shop() {
    return async(() -> {
        List<Task<Void>> customers = new ArrayList<>();
        List<Task<Void>> clerks = new ArrayList<>();
        for (int i = 1; i <= CUSTOMERS; i++) {
            customers.add(createTask(customer(), "customer-" + i));
        }
        for (int i = 1; i <= CLERKS; i++) {
            clerks.add(createTask(clerk(), "clerk-" + i));
        }
        await(gather(customers));
        await(queue.join());
        clerks.forEach(Task::cancel);
    });
}

Coroutine<Void> customer() {
    return async(() -> {
        while (placed < orders) {
            int order = ++placed;
            await(sleep(millis(1, 20)));
            await(queue.put(order)); // pauses while the queue is full
        }
    });
}

Coroutine<Void> clerk() {
    return async(() -> {
        while (true) {
            int order = await(queue.get());
            await(gather(List.of(createTask(pack(order), "pack"), createTask(label(), "label"))));
            await(book());
            queue.taskDone();
        }
    });
}

Coroutine<Void> pack(int order) {
    return async(() -> {
        Duration usual = millis(5, 14);
        await(sleep(isSlow(order) ? usual.plusMillis(30) : usual));
        await(sleep(Duration.ZERO)); // lets others have the table
    });
}

boolean isSlow(int order) {
    return slow > 0 && order % (orders / slow) == orders / slow / 2;
}

Coroutine<Void> label() {
    return async(() -> await(sleep(millis(10, 19))));
}

Coroutine<Void> book() {
    return async(() -> {
        await(ledger.acquire());
        try {
            await(sleep(Duration.ofNanos(100_000)));
            booked++;
        } finally {
            ledger.release();
        }
    });
}

Duration millis(int least, int most) {
    return Duration.ofMillis(random.nextInt(least, most + 1));
}
