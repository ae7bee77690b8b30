"""Telling others what happened, without letting their mistakes stop the media."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import ParamSpec

log = logging.getLogger(__name__)
P = ParamSpec("P")


def tell(callbacks: Iterable[Callable[P, object]], /, *args: P.args, **kwargs: P.kwargs) -> None:
    """Call each; one that raises is logged, and the others are still called."""
    for callback in list(callbacks):
        try:
            callback(*args, **kwargs)
        except Exception:
            log.exception("a callback of the media server failed")
