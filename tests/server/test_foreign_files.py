"""Readers of foreign files, in processes of their own."""

from typing import Any

import pytest

from server.errors import Problem
from server.foreign_files import run_reader


async def test_what_a_reader_told_before_it_crashed_is_heard():
    heard: list[dict[str, Any]] = []
    with pytest.raises(Problem) as failed:
        await run_reader("tests.server.failing_reader", seconds=30, broken="broken_pdf", heard=heard.append)
    assert failed.value.code == "broken_pdf"
    assert heard == [{"page": 1, "pages": 3}]
