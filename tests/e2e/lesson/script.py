"""The class of the lesson: who is in it, what its timeline tells, and what people do in it again and again."""

import re
import time
from dataclasses import dataclass
from typing import Any

from playwright.async_api import expect

from tests.e2e.visitors import Visitor
from tests.harness.classroom_server import ClassroomServer
from tests.harness.waiting import eventually

TITLE = "Why the sea comes and goes"
COURSE = "Oceanography"
GUEST = "Maximiliane Wolfeschlegelstein von und zu Hohenstein"
# The names that are called in class: the guest's is as long as names can be.
NAMES = ("Ada", "Ben", "Chen", "Fay", GUEST)


@dataclass
class Lesson:
    """One class: Ada teaches, Ben, Chen, Fay and a guest learn."""

    server: ClassroomServer
    made: dict[str, Any]
    ada: Visitor
    ben: Visitor
    chen: Visitor
    fay: Visitor
    max: Visitor

    @property
    def students(self) -> tuple[Visitor, ...]:
        return self.ben, self.chen, self.fay, self.max

    @property
    def everybody(self) -> tuple[Visitor, ...]:
        return self.ada, *self.students

    def entries(self, name: str, /, **fields: Any) -> list[dict[str, Any]]:
        """What was written of a kind, with these fields in the event."""
        answer = self.server.api("GET", f"classes/{self.made['id']}/timeline?after=0")
        found = [one for one in answer["entries"] if one.get("event", {}).get("type") == name]
        return [one for one in found if fields.items() <= one["event"].items()]

    def moment(self, name: str, number: int = -1, /, **fields: Any) -> float:
        """The class time at which it happened, in milliseconds."""
        return float(self.entries(name, **fields)[number]["at"])

    async def written(self, name: str, count: int = 1, /, **fields: Any) -> None:
        """It is on the timeline, at least so many times."""
        await eventually(lambda: len(self.entries(name, **fields)) >= count, f"{count} {name} written", 60)

    def poll(self, question: str) -> str:
        """The id of a poll."""
        return str(self.entries("PollOpened", question=question)[-1]["event"]["poll"])


def started(entry: str) -> re.Pattern[str]:
    """A menu's entry, chosen or not."""
    return re.compile(rf"^{re.escape(entry)}( ?, chosen)?$")


async def choose(person: Visitor, menu: str, entry: str) -> None:
    """Take an entry of a menu."""
    await person.button(menu).first.click()
    await person.page.get_by_role("menuitem", name=started(entry)).click()


async def on_person(person: Visitor, other: str, entry: str) -> None:
    """What can be done for, with or to somebody in the list of people."""
    await person.open_panel("People")
    await choose(person, f"Options for {other}", entry)


async def on_message(person: Visitor, text: str, entry: str) -> None:
    """What can be done with a message of the chat."""
    message = person.page.get_by_role("log").get_by_role("article").filter(has_text=text).first
    await message.hover()
    await message.get_by_role("button", name="Options for the message of", exact=False).click()
    await person.page.get_by_role("menuitem", name=started(entry)).click()


async def lock(person: Visitor, what: str) -> None:
    """Press a switch of the locks, one way or the other."""
    await person.open_panel("People")
    await person.button("Locks", exact=False).click()
    dialog = person.page.get_by_role("dialog", name="What students may do")
    await dialog.get_by_text(what, exact=True).click()
    await close(person)


async def close(person: Visitor) -> None:
    """Leave a dialog."""
    await person.page.keyboard.press("Escape")
    await expect(person.page.get_by_role("dialog")).to_have_count(0)


async def types(person: Visitor, command: str) -> None:
    """Give a command by text, and wait until it is done."""
    await person.open_panel("Chat")
    field = person.page.get_by_label("Message", exact=True)
    await field.fill(command)
    await field.press("Enter")
    await expect(field).to_have_value("")


async def lasts() -> None:
    """Two seconds of class: what is on by then can be found in playback; a script is faster than any teacher."""
    began = time.monotonic()
    await eventually(lambda: time.monotonic() - began > 2, "two seconds of class pass")


async def goes_to(person: Visitor, at: float) -> None:
    """Whoever plays the class goes to a moment of it."""
    await person.page.evaluate("at => { location.hash = `#t=${at / 1000}`; }", at)
    seek = person.page.get_by_label("Seek", exact=True)

    async def there() -> bool:
        return abs(float(await seek.input_value()) - at) < 2_500

    await eventually(there, f"{person.name} is at {at / 1000:.1f} s")


async def looks(person: Visitor, part: str) -> None:
    """Turn to a part beside the recording: "Q&A", "Notes", "Comments"; and back by the same press."""
    counted = re.compile(rf"^{re.escape(part)}( ?\d.*)?$")
    await person.page.get_by_role("button", name=counted).last.click()
