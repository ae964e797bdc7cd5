// A loop with nothing to do: it waits, for ever, and uses no processor time. Ctrl-C ends it.

import dev.rondo.*;

void main() {
    try (EventLoop loop = EventLoop.create()) {
        IO.println("running for ever; Ctrl-C ends it");
        loop.runForever(); // returns when somebody calls stop(), or the virtual machine goes down
        IO.println("stopped: " + loop);
    }
}
