"""Stop what takes too long: a text made to be slow must not hold up the texts behind it."""

import ctypes
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from types import FrameType

__all__ = ["limit_processor_time"]


def limit_processor_time(seconds: float) -> AbstractContextManager[None]:
    """Raise ``TimeoutError`` in the block once it has computed for ``seconds``.

    Time of the processor and not of the clock, so that a busy machine does not decide what is read. In a process's main
    thread, which is where stages mostly run, the system tells the time; the workers of some clusters compute in another
    thread, which is watched by one more. Where a system has no clock for threads nothing is limited in those.
    """
    message = f"took more than {seconds:g} seconds of processor time"
    if threading.current_thread() is threading.main_thread():
        return _limit_process(seconds, message)
    return _limit_thread(seconds, message)


@contextmanager
def _limit_process(seconds: float, message: str) -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(message)

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@contextmanager
def _limit_thread(seconds: float, message: str) -> Iterator[None]:
    if not hasattr(time, "pthread_getcpuclockid"):
        yield
        return
    own = threading.get_ident()
    clock = time.pthread_getcpuclockid(own)
    end = time.clock_gettime(clock) + seconds
    is_done, deciding = threading.Event(), threading.Lock()
    # A thread can be given the class of an error alone, which therefore has the message.
    overtime = type("TimeoutError", (TimeoutError,), {"__str__": lambda _: message})

    def watch() -> None:
        while (left := end - time.clock_gettime(clock)) > 0:
            # A thread computes no faster than the clock goes.
            if is_done.wait(left):
                return
        with deciding:
            if not is_done.is_set():
                _raise_in(own, overtime)

    watcher = threading.Thread(target=watch, daemon=True)
    try:
        watcher.start()
        yield
    finally:
        with deciding:
            is_done.set()
        # What was raised in the last moment may not come up after the block.
        _raise_in(own, None)
        watcher.join()


def _raise_in(thread: int, error: type[Exception] | None) -> None:
    """Have a thread raise an error as soon as it runs Python again; ``None`` takes back what it has not yet raised."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), error and ctypes.py_object(error))
