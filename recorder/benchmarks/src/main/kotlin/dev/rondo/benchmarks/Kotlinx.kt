package dev.rondo.benchmarks

import kotlinx.coroutines.async
import kotlinx.coroutines.delay
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield

/** What kotlinx.coroutines does of the same work, on the event loop of `runBlocking`. */
object Kotlinx {
    /** Two coroutines that yield to each other, [times] in all. */
    @JvmStatic
    fun yields(times: Int) = runBlocking {
        repeat(2) { launch { repeat(times / 2) { yield() } } }
    }

    /** Calls of a suspending function that does not suspend. */
    @JvmStatic
    fun calls(times: Int): Int = runBlocking {
        var sum = 0
        repeat(times) { sum += same(it) }
        sum
    }

    /** Coroutines that are started and awaited one after the other. */
    @JvmStatic
    fun tasks(times: Int): Int = runBlocking {
        var sum = 0
        repeat(times) { sum += async { same(it) }.await() }
        sum
    }

    /** Coroutines that all sleep at once; [whenAsleep] runs while they do. */
    @JvmStatic
    fun asleep(count: Int, millis: Long, whenAsleep: Runnable) = runBlocking {
        val all = List(count) { launch { delay(millis) } }
        yield()
        whenAsleep.run()
        all.joinAll()
    }

    private suspend fun same(value: Int) = value
}
