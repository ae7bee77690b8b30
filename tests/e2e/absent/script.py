"""The class of the trial: what is asked in it, who is there, and what its timeline tells."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.e2e.absent.people import Person
from tests.e2e.absent.speech import Part
from tests.e2e.visitors import Visitor
from tests.harness.classroom_server import ClassroomServer
from tests.harness.waiting import eventually

TITLE = "Why the sea comes and goes"
POLL = "How many high tides a day?"
ASKED = "Is it so in every sea?"
ANSWER = "Almost: a small sea hardly moves."
DAY = 24 * 3600 * 1000
TERMS = {"window": 7 * DAY, "promise": 2, "share": 80, "polls": True, "posts": 1}


@dataclass
class Trial:
    """One class: Ada teaches, three students speak, Dana is absent."""

    server: ClassroomServer
    made: dict[str, Any]
    parts: dict[str, Part]
    ada: Person
    students: list[Person]
    dana: Person
    persons: dict[str, str] = field(default_factory=dict)  # person id by name

    def everybody(self) -> list[Visitor]:
        return [one.visitor for one in (self.ada, *self.students, self.dana)]

    def entries(self, kind: str) -> list[dict[str, Any]]:
        told = self.server.api("GET", f"classes/{self.made['id']}/timeline?after=0")["entries"]
        return [one for one in told if one.get("event", {}).get("type") == kind]

    async def is_recorded(self, seconds: float) -> None:
        """So much more of the class stands in its recording."""

        def edge() -> float:
            manifest = self.server.api("GET", f"classes/{self.made['id']}/manifest")
            return float(manifest.get("live_edge", 0))

        wanted = edge() + seconds * 1000
        await eventually(lambda: edge() >= wanted, f"{seconds:.0f} s more are recorded", seconds + 30)

    async def is_written(self) -> None:
        """Every word is transcribed; without weights for the engine there is nothing to try here."""

        def state() -> Any:
            told = [one["event"] for one in self.entries("TranscriptChanged")]
            if told and told[-1]["state"] == "no_model":
                pytest.skip(told[-1]["message"])
            return told and told[-1]["state"] in ("done", "failed") and told[-1]

        told = await eventually(lambda: asyncio.to_thread(state), "the transcript is done", 180)
        assert told["state"] == "done", told
