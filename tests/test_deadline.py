"""What takes too long is stopped, and nothing else is."""

import signal
import threading

import pytest

from tollbook.deadline import limit_processor_time


def compute_for_ever() -> None:
    while True:
        pass


def test_a_block_that_computes_for_too_long_is_stopped() -> None:
    with pytest.raises(TimeoutError, match=r"more than 0\.05 seconds"), limit_processor_time(0.05):
        compute_for_ever()


def test_a_block_that_is_done_in_time_leaves_no_alarm_behind() -> None:
    before = signal.getsignal(signal.SIGVTALRM)
    with limit_processor_time(10):
        pass
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0, 0)
    assert signal.getsignal(signal.SIGVTALRM) == before


def test_in_another_thread_nothing_is_limited() -> None:
    done = []

    def work() -> None:
        with limit_processor_time(0.01):
            done.append(sum(range(10**6)))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done
