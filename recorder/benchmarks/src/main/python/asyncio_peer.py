"""What CPython's asyncio (or uvloop) does of the same work.

Usage: asyncio_peer.py LOOP WORK [COUNT], where LOOP is asyncio or uvloop. Prints lines of a name and a number.
"""

import asyncio
import gc
import os
import sys
import time


async def same(value):
    return value


async def yields(count):
    for _ in range(count):
        await asyncio.sleep(0)


async def switch(count):
    await asyncio.gather(yields(count // 2), yields(count // 2))


async def call(count):
    for i in range(count):
        await same(i)


async def create(count):
    for i in range(count):
        await asyncio.create_task(same(i))


async def soon(count):
    loop = asyncio.get_running_loop()
    done = loop.create_future()
    left = count

    def step():
        nonlocal left
        left -= 1
        if left:
            loop.call_soon(step)
        else:
            done.set_result(None)

    loop.call_soon(step)
    await done


async def nap(seconds):
    await asyncio.sleep(seconds)


async def sleepers(count, seconds):
    tasks = [asyncio.create_task(nap(seconds)) for _ in range(count)]
    await asyncio.sleep(0)
    return tasks


async def asleep(count):
    for task in await sleepers(count, 1):
        await task


async def timers(count):
    loop = asyncio.get_running_loop()
    for timer in [loop.call_later(3600, print) for _ in range(count)]:
        timer.cancel()


def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


async def asleep_bytes(count):
    gc.collect()
    before = resident()
    kept = await sleepers(count, 3600)
    gc.collect()
    print("bytes", (resident() - before) / len(kept), flush=True)
    os._exit(0)


def nanos_each(work, count):
    async def timed():
        await work(count // 10)
        start = time.perf_counter_ns()
        await work(count)
        return (time.perf_counter_ns() - start) / count

    return runner()(timed())


def runner():
    if sys.argv[1] == "uvloop":
        import uvloop

        return uvloop.run
    return asyncio.run


def main():
    work = sys.argv[2]
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    if work == "version":
        runner()
        print("version", sys.version.split()[0])
    elif work == "asleep":
        start = time.perf_counter()
        runner()(asleep(count))
        print("seconds", time.perf_counter() - start)
    elif work == "asleep-bytes":
        runner()(asleep_bytes(count))
    else:
        works = {"switch": switch, "await": call, "create": create, "soon": soon, "timers": timers}
        print("nanos", nanos_each(works[work], count))


main()
