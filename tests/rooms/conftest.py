"""Fixtures of the pure tests."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from rooms.errors import Refusal
from tests.rooms.school import School


@pytest.fixture
def school() -> School:
    """An open class that Ines leads, with Sam and Tom in it."""
    made = School()
    made.do("sam", "JoinClass")
    made.do("tom", "JoinClass")
    return made


class _Refused(AbstractContextManager[None]):
    def __init__(self, code: str) -> None:
        self.code = code

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        assert isinstance(error, Refusal), f"expected the refusal {self.code}, got {error!r}"
        assert error.code == self.code
        assert error.message
        assert error.next
        return True


@pytest.fixture
def refused() -> Callable[[str], AbstractContextManager[None]]:
    """`with refused(code):` expects exactly that refusal."""
    return _Refused
