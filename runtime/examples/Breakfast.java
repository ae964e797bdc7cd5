import static dev.rondo.Async.*;
import dev.rondo.*;
Coroutine<String> brew(String what, int ms) {           // calling it runs nothing
    return async(() -> {
        await(sleep(Duration.ofMillis(ms)));            // the loop gets its turn
        return what;
    });
}
Coroutine<Void> breakfast() {
    return async(() -> {
        Task<String> tea = createTask(brew("tea", 30)); // queued, not started
        String toast = await(brew("toast", 10));        // in place, like a call
        IO.println(toast + " while tea is " + tea);     // tea ran only because toast slept
        IO.println("got " + await(tea));                // cedes; tea's callback wakes us
    });
}
void main() { run(breakfast()); }
