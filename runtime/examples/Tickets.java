// Ann and bob want the last seat. Each looks whether one is left, pays, and takes it. That is a bug:
// while one pays, the other may look. It strikes only when ann's bank is slow.
//
//     Tickets          ann has paid before bob looks
//     Tickets slow     bob looks while ann pays: two tickets for one seat

import static dev.rondo.Async.*;

import dev.rondo.*;

final Object hall = new Object(); // what traces call "seats"
int seats = 1;

void main(String[] args) {
    run(evening(List.of(args).contains("slow") ? 8 : 2));
    IO.println(seats < 0 ? "overbooked" : "sold out");
}

Coroutine<Void> evening(int bank) {
    return async(() -> {
        createTask(buy(bank), "ann");
        await(sleep(Duration.ofMillis(5)));
        createTask(buy(2), "bob");
        await(sleep(Duration.ofMillis(20)));
    });
}

Coroutine<Void> buy(int bank) {
    return async(() -> {
        Trace.use(hall, "seats", "look");
        if (seats > 0) {
            await(sleep(Duration.ofMillis(bank))); // pays: here the other one gets control
            Trace.use(hall, "seats", "take");
            seats--;
        }
    });
}
