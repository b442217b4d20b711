"""Stop what takes too long: a text made to be slow must not hold up the texts behind it."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ["limit_processor_time"]


@contextmanager
def limit_processor_time(seconds: float) -> Iterator[None]:
    """Raise ``TimeoutError`` in the block once this process has computed for ``seconds`` since it began.

    Time of the processor and not of the clock, so that a busy machine does not decide what is read. Only a process's
    main thread can be stopped so, which is where stages run; in another one nothing is limited.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"took more than {seconds:g} seconds of processor time")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
