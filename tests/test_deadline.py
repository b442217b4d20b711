"""What takes too long is stopped, and nothing else is."""

import signal
import threading
import time

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


def test_in_another_thread_a_block_is_stopped_alike_and_the_thread_goes_on() -> None:
    told = []

    def work() -> None:
        for seconds in (0.05, 10):
            try:
                with limit_processor_time(seconds):
                    compute_for_ever() if seconds < 1 else told.append("done in time")
            except TimeoutError as error:
                told.append(str(error))
        told.append("went on")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(timeout=20)
    assert told == ["took more than 0.05 seconds of processor time", "done in time", "went on"]


def test_in_another_thread_the_time_of_other_threads_and_of_waiting_does_not_count() -> None:
    told = []

    def work() -> None:
        with limit_processor_time(0.2):
            time.sleep(0.4)
            told.append("waited")

    waiting = threading.Thread(target=work)
    waiting.start()
    while waiting.is_alive():
        sum(range(1000))
    assert told == ["waited"]
