"""Keeps libraries from giving the tests, and every browser that they start afterwards, real-time priority."""

import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def as_before() -> Iterator[None]:
    """Whatever is done within, this thread is scheduled afterwards as before.

    SVT-AV1 puts the thread that opens an encoder, when it is root's, under SCHED_FIFO at priority 99. Children inherit that, and two
    processes of a Chromium that wait for each other in the kernel at that priority never let the other one go on.
    """
    policy, priority = os.sched_getscheduler(0), os.sched_getparam(0)
    try:
        yield
    finally:
        os.sched_setscheduler(0, policy, priority)
