// Deadlock by lock order: one takes the fork and then the knife, the other the knife and then the fork.
// First in, first out, the first has both before the second takes one.
// Mend it: everybody takes the locks in the same order.

import static dev.rondo.Async.*;

import dev.rondo.*;
import dev.rondo.sync.*;

final Lock fork = new Lock("fork");
final Lock knife = new Lock("knife");
int fed;

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
        Task<Void> plato = createTask(eat(0, fork, knife), "plato");
        Task<Void> kant = createTask(eat(1, knife, fork), "kant");
        await(waitAll(List.of(plato, kant), Duration.ofSeconds(1)));
    });
}

Coroutine<Void> eat(int thoughts, Lock one, Lock other) {
    return async(() -> {
        for (int i = 0; i < thoughts; i++) {
            await(sleep(Duration.ZERO));
        }
        await(one.acquire());
        await(sleep(Duration.ZERO));
        await(other.acquire());
        fed++;
        other.release();
        one.release();
    });
}

String flaw() {
    return fed == 2 ? "" : "LockOrder: each holds what the other needs";
}
